import type {LogEntry} from '../../core/log/log-entry.ts';
import type {RunOrderId} from '../../core/run.ts';
import type {SafeText} from '../../core/text/text.ts';
import {cellWidth} from '../../terminal/width.ts';
import {type LogIndex} from './index/log-index.ts';
import {selectLogIndex, logKey} from './index/select.ts';
import type {EntryRef, LogSequence} from './index/sequence.ts';
import {
	logColumns,
	messageCells,
	messageText,
	wrapText,
	type LogColumns,
	type TextRange,
} from './text.ts';
import {endTop, keepInView, type RowLayout, type RowPlace} from '../../core/scroll.ts';
import type {State} from '../../store/state.ts';
import {freshLogView, type LogPosition} from './state.ts';
import {firstUnread} from './unread.ts';
import {contentHeight, layout} from '../panes/index.ts';
import {shortIds} from '../runs/index.ts';

type Separator = 'gap' | 'unread';

/**
 * The scroll position of a log. `cursor`: the place of the entry under the cursor; -1 in an empty log. `top`: the top
 * row of the pane.
 */
type ScrollPosition = {readonly cursor: number; readonly top: RowPlace};

export type LogViewport = {
	readonly key: string;
	readonly view: LogPosition;
	readonly logIndex: LogIndex;
	readonly count: number;
	readonly rows: RowLayout;
	readonly position: ScrollPosition;
	readonly columns: LogColumns;
	/** The short id of each run; empty for the log of a single run. */
	readonly shortIds: ReadonlyMap<RunOrderId, SafeText>;
	/** The place of the first unread entry; null if no entry or every entry is unread. */
	readonly unread: number | null;
	readonly separatorsAt: (place: number) => readonly Separator[];
	/** Returns the parts of a wrapped message, one for each row; null without wrapping. */
	readonly partsAt: (place: number) => readonly TextRange[] | null;
};

/** Returns the height of the log in rows; at least 1, so that a page always moves. */
function logHeight({view}: Pick<State, 'view'>): number {
	return Math.max(1, contentHeight(view.size, view.focus, view.zoomed, 'log', view.timeline));
}

export function logViewOf({view}: Pick<State, 'view'>, key: string): LogPosition {
	return view.logs.get(key) ?? freshLogView;
}

/** Returns null without a selected run. */
export function selectLogViewport(state: State): LogViewport | null {
	const key = logKey(state);
	const logIndex = selectLogIndex(state);

	if (key === null || logIndex === null) {
		return null;
	}

	const {reading} = state.view;
	const {shown, fold} = logIndex;
	const height = logHeight(state);
	const width = logWidth(state);
	const ids = reading.all ? shortIds(state.runs.values()) : new Map<RunOrderId, SafeText>();
	const columns = logColumns(width, reading.time, Math.max(0, ...[...ids.values()].map(cellWidth)));
	const count = shown.length;
	const view = logViewOf(state, key);
	const unread = firstUnread(state, shown, count);
	const maxRows = Math.max(1, height - 2);
	// A cache by place, because a frame reads the same entries several times.
	const parts = new Map<number, readonly TextRange[]>();

	function separatorsAt(place: number): readonly Separator[] {
		const ref = shown.refAt(place);
		return ref === undefined
			? []
			: [
					...(isAfterGap(state, ref, shown.refAt(place - 1)) ? (['gap'] as const) : []),
					...(place === unread ? (['unread'] as const) : []),
				];
	}

	function partsAt(place: number): readonly TextRange[] | null {
		const entry = shown.entryAt(place);

		if (!reading.wrap || entry === undefined || (fold?.foldAt(entry) ?? null) !== null) {
			return null;
		}

		const known = parts.get(place) ?? wrapMessage(entry, columns, width, maxRows);
		parts.set(place, known);
		return known;
	}

	const rows: RowLayout = {
		count,
		height,
		rowsAt: place => separatorsAt(place).length + (partsAt(place)?.length ?? 1),
	};
	const position = scrollPosition(view, shown, rows);
	return {
		key,
		view,
		logIndex,
		count,
		rows,
		position,
		columns,
		shortIds: ids,
		unread,
		separatorsAt,
		partsAt,
	};
}

/** Returns the width of the log in cells. The last cell of the pane stays free. */
function logWidth({view}: Pick<State, 'view'>): number {
	const {log} = layout(view.size, view.focus, view.zoomed, view.timeline);
	return Math.max(1, (log?.width ?? view.size.columns) - 1);
}

function wrapMessage(
	entry: LogEntry,
	columns: LogColumns,
	width: number,
	maxRows: number,
): readonly TextRange[] {
	return wrapText(messageText(entry), messageCells(entry, columns, width), maxRows);
}

/** Whether entries are missing between `ref` and the entry shown before it. */
function isAfterGap(state: State, ref: EntryRef, before: EntryRef | undefined): boolean {
	const gaps = state.runs.get(ref.run)?.log.store.gaps ?? [];
	const last = before?.run === ref.run ? before.index : ref.index - 1;
	return gaps.some(gap => gap.before > last && gap.before <= ref.index);
}

/** Computes the top row such that the cursor is visible. If an entry is hidden, the next shown entry replaces it. */
function scrollPosition(view: LogPosition, shown: LogSequence, rows: RowLayout): ScrollPosition {
	const last = rows.count - 1;

	if (view.top === null || view.cursor === null || last < 0) {
		return {cursor: last, top: endTop(rows)};
	}

	const cursor = Math.min(last, shown.placeOf(view.cursor));
	const place = shown.placeOf(view.top.entry);
	return {cursor, top: keepInView({place, row: view.top.row}, cursor, rows)};
}
