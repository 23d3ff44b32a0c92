import type {LogEntry} from '../../core/log/log-entry.ts';
import {memoizeByObject} from '../../core/memoize.ts';
import type {RunOrderId} from '../../core/run.ts';
import {endTop, keepInView, type RowLayout} from '../../core/scroll.ts';
import type {SafeText} from '../../core/text/text.ts';
import type {State} from '../../store/state.ts';
import {cellWidth} from '../../terminal/width.ts';
import {wrapText, type TextRange} from '../../terminal/wrap-text.ts';
import {contentHeight, layout} from '../panes/index.ts';
import {shortIds} from '../runs/index.ts';
import {logViewOf, selectLogIndex} from './index/select.ts';
import {isAfterGap, type LogSequence} from './index/sequence.ts';
import type {LogPosition} from './state.ts';
import {logColumns, messageCells, messageText} from './text.ts';
import {firstUnread} from './unread.ts';

type Separator = 'gap' | 'unread';

export type LogViewport = Readonly<ReturnType<typeof selectLogViewport>>;

export function selectLogViewport(state: State) {
	const logIndex = selectLogIndex(state);
	const view = logViewOf(state);
	const {viewOptions} = state.view;
	const {shown, fold} = logIndex;
	// At least 1, so that a page always moves.
	const height = Math.max(1, contentHeight(state, 'log'));
	const width = logWidth(state);
	const ids = viewOptions.mergesRuns
		? shortIds(state.runs.values())
		: new Map<RunOrderId, SafeText>();
	const idCells = Math.max(0, ...[...ids.values()].map(cellWidth));
	const columns = logColumns(width, viewOptions.time, idCells);
	const unread = firstUnread(state, shown);

	function separatorsAt(place: number): readonly Separator[] {
		const {run = '', index = 0} = shown.refAt(place) ?? {};
		const before = shown.refAt(place - 1);
		const gaps = state.runs.get(run)?.log.gaps ?? [];
		const isGap = isAfterGap(gaps, index, before?.run === run ? before.index : undefined);
		return [
			...(isGap ? (['gap'] as const) : []),
			...(place === unread ? (['unread'] as const) : []),
		];
	}

	/** Returns the range of the message in each row of a wrapped entry; null if the entry is not wrapped. */
	function partsAt(place: number): readonly TextRange[] | null {
		const entry = viewOptions.wrap ? shown.entryAt(place) : undefined;
		return entry === undefined || fold?.filter.foldAt(entry) !== undefined
			? null
			: wrapMessage(entry, messageCells(entry, columns, width), Math.max(1, height - 2));
	}

	const rows: RowLayout = {
		count: shown.length,
		height,
		rowsAt: place => separatorsAt(place).length + (partsAt(place)?.length ?? 1),
	};
	const position = scrollPosition(view, shown, rows);
	const {cursor} = position;
	const anchor = view.anchor === null ? null : Math.min(shown.placeOf(view.anchor), rows.count - 1);
	return {
		...logIndex,
		view,
		rows,
		...position,
		/** Both ends are inclusive. Null without a selection. */
		selection:
			anchor === null ? null : {from: Math.min(cursor, anchor), to: Math.max(cursor, anchor)},
		columns,
		/** The short id of each run; empty for the log of a single run. */
		shortIds: ids,
		unread,
		separatorsAt,
		partsAt,
	};
}

function logWidth(state: State): number {
	const {log} = layout(state);
	return Math.max(1, (log?.width ?? state.view.size.columns) - 1);
}

const wrapMessage = memoizeByObject((entry: LogEntry, width: number, maxRows: number) =>
	wrapText(messageText(entry), width, maxRows),
);

/**
 * Returns the index of the entry under the cursor (-1 in an empty log), and the first visible row. Scrolls if the
 * cursor would not be visible otherwise. If a filter hides the entry, the cursor moves to the next shown entry.
 */
function scrollPosition({cursor, top}: LogPosition, shown: LogSequence, rows: RowLayout) {
	const last = rows.count - 1;

	if (top === null || cursor === null || last < 0) {
		return {cursor: last, top: endTop(rows)};
	}

	const place = Math.min(last, shown.placeOf(cursor));
	const first = {place: shown.placeOf(top.entry), row: top.row};
	return {cursor: place, top: keepInView(first, place, rows)};
}
