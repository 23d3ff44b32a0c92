import {listedRunId} from '../../core/listed-run.ts';
import {useAppearance} from '../../ui/appearance-context.ts';
import {firstKey} from '../../ui/key-name.ts';
import {span, type Span} from '../../ui/line.ts';
import type {Appearance} from '../../ui/theme/appearance.ts';
import type {OverlayViewProps} from '../../ui/widgets/Overlay.tsx';
import {runColumnsOf} from '../list-overlay/run-columns.ts';
import {ListView} from '../list-overlay/View.tsx';

type Picker = OverlayViewProps<'picker'>['overlay'];

const columns = ['title', 'progress', 'cost', 'created', 'id'];

export function PickerView({overlay, box}: OverlayViewProps<'picker'>) {
	const appearance = useAppearance();
	const {picker: words, list: listWords} = appearance.messages;
	const {state: load, content: list, now} = overlay;
	return (
		<ListView
			box={box}
			title={{
				name: [span(load.isOfRemoved ? words.removedTitle : words.title)],
				...(load.orders.size === 0
					? {}
					: {countText: listWords.count(list.total, load.total ?? load.orders.size)}),
			}}
			list={list}
			idOf={listedRunId}
			columns={runColumnsOf(columns, list, box.contentWidth, now, appearance)}
			hint={span(load.isOfRemoved ? words.restore : words.typeOrPick, 'muted')}
			status={statusOf(overlay, appearance)}
		/>
	);
}

function statusOf({state: load, content: {total, isDenied}}: Picker, appearance: Appearance): Span {
	const {picker: words, problem} = appearance.messages;

	if (isDenied) {
		return span(words.denied, 'bad');
	}

	if (load.problem !== null) {
		const down = firstKey('move', appearance, {direction: 1});
		return span(words.failed(problem.ofList(load.problem), down), 'bad');
	}

	const text = load.loading
		? words.reading
		: total > 0
			? ''
			: load.orders.size === 0
				? words.none
				: words.noMatch;
	return span(text, 'muted');
}
