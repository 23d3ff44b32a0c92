import type {LogEntry} from '../../core/log/log-entry.ts';
import {memoizeByObject} from '../../core/memoize.ts';
import type {RunOrderId} from '../../core/run.ts';
import type {SafeText} from '../../core/text/sanitize.ts';
import type {State} from '../../store/state.ts';
import {cellWidth} from '../../terminal/width.ts';
import {wrapText, type TextRange} from '../../terminal/wrap-text.ts';
import {contentHeight, layout} from '../panes/index.ts';
import {shortIds} from '../runs/index.ts';
import {logViewOf, placeOfEntry, runsInLog, runStart, selectLines} from './lines.ts';
import {logColumns, messageCells, messageText} from './text.ts';

export type LogViewport = ReturnType<typeof selectLogViewport>;

/** Returns the visible part of the log. Its "places" are indexes into the lines of the filtered log. */
export function selectLogViewport(state: State) {
	const selected = selectLines(state);
	const {lines, leftOut} = selected;
	const view = logViewOf(state);
	const {wrap, mergesRuns, time} = state.view.viewOptions;
	// At least 1, so that a page always moves.
	const height = Math.max(1, contentHeight(state, 'log'));
	const width = Math.max(1, (layout(state).log?.width ?? state.view.size.columns) - 1);
	const ids = mergesRuns ? shortIds(state.runs) : new Map<RunOrderId, SafeText>();
	const last = lines.length - 1;
	const longest = () => {
		const starts = runsInLog(state).map(run => runStart(run) ?? Infinity);
		return Math.max(0, (lines[last]?.time ?? 0) - Math.min(...starts));
	};
	const columns = logColumns(
		width,
		Math.max(0, ...[...ids.values()].map(cellWidth)),
		time === 'clock' ? null : longest(),
	);

	/** Returns the kind of the row above the line; null without such a row. A pane of one row has no room for it. */
	function separatorAt(place: number): 'left-out' | 'gap' | null {
		return height === 1
			? null
			: place === 0 && leftOut > 0
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

	/** Returns the number of rows of a line, with its separator: never more than the pane has. */
	function rowsAt(place: number): number {
		return (separatorAt(place) === null ? 0 : 1) + (partsAt(place)?.length ?? 1);
	}

	/** Returns the first visible line if this line is the last one. */
	function topAbove(place: number): number {
		let top = Math.max(0, place);
		let rows = rowsAt(top);

		while (top > 0 && rows + rowsAt(top - 1) <= height) {
			top--;
			rows += rowsAt(top);
		}

		return top;
	}

	/** Returns the first visible line after scrolling as little as possible to show the line `place`. */
	function scrolledTo(place: number, top: number): number {
		return Math.max(topAbove(place), Math.min(top, place, topAbove(last)));
	}

	/** Returns the line that is about `rows` rows below another one, or above it if `rows` is negative. */
	function placeBeside(place: number, rows: number): number {
		let [at, left] = [place, rows];

		for (; left > 0 && at < last; at++) {
			left -= rowsAt(at);
		}

		for (; left < 0 && at > 0; at--) {
			left += rowsAt(at - 1);
		}

		return at;
	}

	const isFollowing = view.cursor === null || view.top === null;
	// If a filter hides an entry, the line before it takes its place.
	const placeOf = (ref: typeof view.cursor): number =>
		ref === null ? last : Math.min(last, placeOfEntry(lines, ref));
	const cursor = placeOf(view.cursor);
	const anchor = view.anchor === null ? null : placeOf(view.anchor);
	return {
		...selected,
		view,
		height,
		last,
		/** The place of the cursor; -1 in an empty log. */
		cursor,
		/** The first visible line. */
		top: isFollowing ? topAbove(last) : scrolledTo(cursor, placeOf(view.top)),
		/** Both ends are inclusive. Null without a selection. */
		selection:
			anchor === null ? null : {from: Math.min(cursor, anchor), to: Math.max(cursor, anchor)},
		columns,
		/** The short id of each run; empty for the log of a single run. */
		shortIds: ids,
		separatorAt,
		partsAt,
		rowsAt,
		topAbove,
		scrolledTo,
		placeBeside,
	};
}

const wrapMessage = memoizeByObject((entry: LogEntry, width: number, maxRows: number) =>
	wrapText(messageText(entry), width, maxRows),
);
