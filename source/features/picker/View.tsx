import {useAppearance} from '../../ui/appearance-context.ts';
import {firstKey} from '../../ui/key-name.ts';
import {blank, span, type Line, type Span} from '../../ui/line.ts';
import type {Appearance} from '../../ui/theme/appearance.ts';
import type {OverlayViewProps} from '../../ui/view-props.ts';
import {wrap} from '../../ui/wrap.ts';
import {ListView} from '../list-overlay/View.tsx';
import {orderColumns} from './columns.ts';
import {orderId} from './orders.ts';

const maxStatusRows = 6;

type Picker = OverlayViewProps<'picker'>['overlay']['content'];

export function PickerView({overlay: {content: picker, now}, box}: OverlayViewProps<'picker'>) {
	const appearance = useAppearance();
	const {picker: words} = appearance.messages;
	const {load, typedCount, total, markedCount} = picker;
	return (
		<ListView
			box={box}
			title={{
				name: [span(words.title)],
				...(load.orders.size === 0
					? {}
					: {countText: words.listed(total, load.orders.size, load.total)}),
				parts: markedParts(markedCount, appearance),
			}}
			list={picker}
			idOf={orderId}
			columns={orderColumns(now, appearance)}
			above={[
				typedCount === 0
					? hintLine(words.typeOrPick)
					: [blank(1), span(words.typed(typedCount), 'key')],
			]}
			below={statusLines(picker, box.contentWidth - 3, appearance)}
		/>
	);
}

export function RemovedView({overlay: {content: list, now}, box}: OverlayViewProps<'removed'>) {
	const appearance = useAppearance();
	const {picker: words, numbers} = appearance.messages;
	return (
		<ListView
			box={box}
			title={{
				name: [span(words.removedTitle)],
				countText: numbers.count(list.total),
				parts: markedParts(list.markedCount, appearance),
			}}
			list={list}
			idOf={orderId}
			columns={orderColumns(now, appearance)}
			above={[hintLine(words.restore)]}
			below={list.total === 0 ? [hintLine(words.noMatch)] : []}
		/>
	);
}

function hintLine(text: string): Line {
	return [blank(1), span(text, 'muted')];
}

function markedParts(count: number, {messages}: Appearance): readonly Line[] {
	return count === 0 ? [] : [[span(messages.picker.marked(count), 'key')]];
}

function statusLines(picker: Picker, width: number, appearance: Appearance): readonly Line[] {
	const status = statusText(picker, appearance);

	if (status === null) {
		return [];
	}

	const {text, styleName} = status;
	return wrap(text, Math.max(1, width), maxStatusRows).map(row => [blank(1), span(row, styleName)]);
}

function statusText({load, total, isDenied}: Picker, appearance: Appearance): Span | null {
	const {picker: words, problem} = appearance.messages;

	if (isDenied) {
		return span(words.denied, 'bad');
	}

	if (load.problem !== null) {
		return span(
			words.failed(problem.ofList(load.problem), firstKey('move', appearance, {direction: 1})),
			'bad',
		);
	}

	const isEmpty = load.orders.size === 0;

	if (load.loading) {
		return span(isEmpty ? words.reading : words.further, 'muted');
	}

	if (load.nextPage !== null) {
		return span(words.more, 'muted');
	}

	if (total > 0) {
		return null;
	}

	return span(isEmpty ? words.none : words.noMatch, 'muted');
}
