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
import {logViewOf, placeOfEntry, selectLines, type LogLine} from './lines.ts';
import type {LogPosition} from './state.ts';
import {logColumns, messageCells, messageText} from './text.ts';

export type LogViewport = ReturnType<typeof selectLogViewport>;

/** A place is the index of a line among those that are shown. */
export function selectLogViewport(state: State) {
	const selected = selectLines(state);
	const {lines, leftOut} = selected;
	const view = logViewOf(state);
	const {wrap, mergesRuns} = state.view.viewOptions;
	// At least 1, so that a page always moves.
	const height = Math.max(1, contentHeight(state, 'log'));
	const width = Math.max(1, (layout(state).log?.width ?? state.view.size.columns) - 1);
	const ids = mergesRuns ? shortIds(state.runs.values()) : new Map<RunOrderId, SafeText>();
	const columns = logColumns(width, Math.max(0, ...[...ids.values()].map(cellWidth)));

	/** Returns what a row above the line says; null without such a row. */
	function separatorAt(place: number): 'left-out' | 'gap' | null {
		return place === 0 && leftOut > 0
			? 'left-out'
			: lines[place]?.isAfterGap === true
				? 'gap'
				: null;
	}

	/** Returns the range of the message in each row of a wrapped line; null if the line is not wrapped. */
	function partsAt(place: number): readonly TextRange[] | null {
		const line = wrap ? lines[place] : undefined;
		return line === undefined || line.count > 1
			? null
			: wrapMessage(line.entry, messageCells(line.entry, columns, width), Math.max(1, height - 2));
	}

	const rows: RowLayout = {
		count: lines.length,
		height,
		rowsAt: place => (separatorAt(place) === null ? 0 : 1) + (partsAt(place)?.length ?? 1),
	};
	const position = scrollPosition(view, lines, rows);
	const anchor =
		view.anchor === null ? null : Math.min(placeOfEntry(lines, view.anchor), rows.count - 1);
	return {
		...selected,
		view,
		rows,
		...position,
		/** Both ends are inclusive. Null without a selection. */
		selection:
			anchor === null
				? null
				: {from: Math.min(position.cursor, anchor), to: Math.max(position.cursor, anchor)},
		columns,
		/** The short id of each run; empty for the log of a single run. */
		shortIds: ids,
		separatorAt,
		partsAt,
	};
}

const wrapMessage = memoizeByObject((entry: LogEntry, width: number, maxRows: number) =>
	wrapText(messageText(entry), width, maxRows),
);

/**
 * Returns the place of the cursor (-1 in an empty log), and the first visible row. Scrolls if the cursor would not be
 * visible otherwise. If a filter hides its entry, the cursor is at the next line.
 */
function scrollPosition({cursor, top}: LogPosition, lines: readonly LogLine[], rows: RowLayout) {
	const last = rows.count - 1;

	if (top === null || cursor === null || last < 0) {
		return {cursor: last, top: endTop(rows)};
	}

	const place = Math.min(last, placeOfEntry(lines, cursor));
	return {
		cursor: place,
		top: keepInView({place: placeOfEntry(lines, top.entry), row: top.row}, place, rows),
	};
}
