import {typedText} from '../../core/text/sanitize.ts';
import {useAppearance} from '../../ui/appearance-context.ts';
import {span} from '../../ui/line.ts';
import type {OverlayViewProps} from '../../ui/view-props.ts';
import {accountColumns} from '../list-overlay/account-columns.ts';
import {accountRunId} from '../list-overlay/index.ts';
import {ListView} from '../list-overlay/View.tsx';

export function HistoryView({overlay: {content: history, now}, box}: OverlayViewProps<'history'>) {
	const appearance = useAppearance();
	const {history: words} = appearance.messages;
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
			idOf={accountRunId}
			columns={accountColumns(
				['title', 'cost', 'status', 'ended', 'elapsed', 'id'],
				rows,
				now,
				appearance,
			)}
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
