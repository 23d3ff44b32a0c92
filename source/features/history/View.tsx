import {listedRunId} from '../../core/listed-run.ts';
import {typedText} from '../../core/text/sanitize.ts';
import {useAppearance} from '../../ui/appearance-context.ts';
import {span} from '../../ui/line.ts';
import type {OverlayViewProps} from '../../ui/widgets/Overlay.tsx';
import {runColumnsOf} from '../list-overlay/run-columns.ts';
import {ListView} from '../list-overlay/View.tsx';
import {parseHistoryQuery} from './query.ts';

const columns = ['title', 'progress', 'cost', 'ended', 'eta', 'id', 'created', 'workflow'];

export function HistoryView({
	overlay: {state, content: list, now},
	box,
}: OverlayViewProps<'history'>) {
	const appearance = useAppearance();
	const {history: words, list: listWords} = appearance.messages;
	const {count, filter, problem} = state;
	const {invalidTerm} = parseHistoryQuery(filter, now);
	const filterStyle = invalidTerm === null ? 'key' : 'warn';
	return (
		<ListView
			box={box}
			title={{
				name: [span(words.title)],
				countText: listWords.count(count, count),
				parts: filter === '' ? [] : [[span(`/${typedText(filter)}`, filterStyle)]],
			}}
			list={{...list, total: count}}
			idOf={listedRunId}
			sort={{id: list.sort.key, descending: list.sort.descending}}
			columns={runColumnsOf(columns, list, box.contentWidth, now, appearance)}
			status={
				problem !== null
					? span(words.failed(problem), 'bad')
					: list.rows.length === 0
						? span(filter === '' ? words.none : listWords.noMatch.word, 'muted')
						: null
			}
		/>
	);
}
