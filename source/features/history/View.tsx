import {listedRunId} from '../../core/listed-run.ts';
import {typedText} from '../../core/text/sanitize.ts';
import {useAppearance} from '../../ui/appearance-context.ts';
import {span} from '../../ui/line.ts';
import type {OverlayViewProps} from '../../ui/widgets/Overlay.tsx';
import {runColumnsOf} from '../list-overlay/run-columns.ts';
import {ListView} from '../list-overlay/View.tsx';

const firstColumns = ['title', 'cost', 'state', 'ended', 'elapsed', 'id'] as const;

export function HistoryView({overlay: {content: history, now}, box}: OverlayViewProps<'history'>) {
	const appearance = useAppearance();
	const {messages, glyphs} = appearance;
	const {history: words} = messages;
	const {rows, count, filter, invalidTerm, problem} = history;
	const filterStyle = invalidTerm === null ? 'key' : 'warn';
	return (
		<ListView
			box={box}
			title={{
				name: [span(words.title)],
				countText: words.counted(count),
				parts: filter === '' ? [] : [[span(`/${typedText(filter)}`, filterStyle)]],
			}}
			list={{...history, total: count}}
			idOf={listedRunId}
			columns={runColumnsOf('history', firstColumns, rows, glyphs.unknown, now, appearance)}
			status={
				problem !== null
					? span(words.failed(problem), 'bad')
					: rows.length === 0
						? span(filter === '' ? words.none : words.noMatch, 'muted')
						: null
			}
		/>
	);
}
