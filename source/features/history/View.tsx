import {useAppearance} from '../../ui/appearance-context.ts';
import {isoDay} from '../../ui/clock-time.ts';
import {blank, span, type Span} from '../../ui/line.ts';
import type {Appearance} from '../../ui/theme/appearance.ts';
import type {OverlayViewProps} from '../../ui/view-props.ts';
import {Overlay} from '../../ui/widgets/Overlay.tsx';
import {Row, Rows} from '../../ui/widgets/Row.tsx';
import {Table} from '../../ui/widgets/Table.tsx';
import {wrap} from '../../ui/wrap.ts';
import {termWarning} from '../runs/invalid-term.ts';
import {historyTableColumns} from './columns.ts';
import type {HistoryModel} from './list.ts';
import type {SyncProgress} from './state.ts';

const termExamples = {
	cost: 'cost:>0.5',
	created: 'created:2026-11-24',
	ended: 'ended:<24h',
	is: 'is:failed',
	status: 'is:failed',
};
const maxStatusRows = 4;

export function HistoryView({overlay: {content: history, now}, box}: OverlayViewProps<'history'>) {
	const appearance = useAppearance();

	if (history === null) {
		return null;
	}

	const {rows, scrollTop, count, total, sync, invalidTerm, hasHeader} = history;
	const {history: words} = appearance.messages;
	const width = box.contentWidth;
	return (
		<Overlay
			box={box}
			title={{
				name: [span(words.title)],
				countText: words.counted(count, total),
				hiddenAbove: scrollTop,
				hiddenBelow: Math.max(0, count - scrollTop - rows.length),
			}}
		>
			{sync !== null && <Row line={[blank(1), syncText(sync, appearance)]} width={width} />}
			{invalidTerm !== null && (
				<Row
					line={[blank(1), ...termWarning(invalidTerm, termExamples, appearance)]}
					width={width}
				/>
			)}
			{rows.length === 0 ? (
				<Rows lines={statusLines(history, width, appearance)} width={width} />
			) : (
				<Table
					columns={historyTableColumns(rows, now, appearance)}
					items={rows}
					keyOf={({run}) => run.order.id.exact}
					width={width}
					isSelected={({selected}) => selected}
					header={hasHeader ? {sort: null} : null}
				/>
			)}
		</Overlay>
	);
}

function syncText({from, done, total}: SyncProgress, {messages}: Appearance): Span {
	const {history: words} = messages;
	return span(total === null ? words.syncList(isoDay(from)) : words.syncInputs(done, total), 'key');
}

function statusLines(history: HistoryModel, width: number, appearance: Appearance) {
	const {text, styleName} = statusText(history, appearance);
	return wrap(text, Math.max(1, width - 3), maxStatusRows).map(row => [
		blank(1),
		span(row, styleName),
	]);
}

function statusText({problem, total}: HistoryModel, {messages}: Appearance): Span {
	const {history: words} = messages;
	return problem === null
		? span(total === 0 ? words.none : words.noMatch, 'muted')
		: span(words.failed(problem), 'bad');
}
