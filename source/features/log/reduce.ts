import {
	endTop,
	isAfter,
	keepInView,
	moveRows,
	rowsBetween,
	type RowPlace,
} from '../../core/scroll.ts';
import type {Instant} from '../../core/time/clock.ts';
import type {State} from '../../store/state.ts';
import {changed, withNotice, withView} from '../../store/with-view.ts';
import {logKey, logViewOf, placeOfEntry, type LogLine} from './lines.ts';
import type {EntryRef, LogPosition, LogViewOptions} from './state.ts';
import {selectLogViewport, type LogViewport} from './viewport.ts';

/** At the last line, the log starts to follow its end (like `tail -f`), except while lines are being selected. */
export function moveCursor(state: State, by: number): State {
	return updateLogView(state, viewport => {
		const {view, top, rows} = viewport;
		const cursor = Math.max(0, Math.min(viewport.cursor + by, rows.count - 1));

		if (by === 0) {
			return view;
		}

		return by > 0 && cursor === rows.count - 1 && view.anchor === null
			? following(view)
			: stoppedAt(viewport, cursor, keepInView(top, cursor, rows));
	});
}

/** Scrolls by `rowsOf(height)` rows. `height`: the rows of the pane. The cursor stays in its row on the screen. */
export function scrollLog(state: State, rowsOf: (height: number) => number): State {
	return updateLogView(state, viewport => {
		const {view, rows} = viewport;
		const by = rowsOf(rows.height);
		const end = endTop(rows);
		const moved = moveRows(viewport.top, by, rows);
		const top = isAfter(moved, end) ? end : moved;
		const atEnd = by > 0 && !isAfter(end, top);

		if (atEnd && view.anchor === null) {
			return following(view);
		}

		const row = rowsBetween(viewport.top, viewport.cursor, rows);
		const stopped = !isAfter(top, viewport.top) && !isAfter(viewport.top, top);
		const inRow = moveRows(top, Math.max(0, row), rows).place;
		const cursor = atEnd ? rows.count - 1 : stopped ? 0 : inRow;
		return stoppedAt(viewport, cursor, keepInView(top, cursor, rows));
	});
}

/**
 * Moves the cursor to the line in a visible row (from 0), without scrolling. Below the last line, does nothing. If the
 * log follows its end, it stops doing so, unless the line is the last one.
 */
export function pointAt(state: State, row: number): State {
	return updateLogView(state, viewport => {
		const {view, cursor, top, rows} = viewport;
		const {place} = moveRows(top, row, rows);
		const last = rows.count - 1;
		const isBelow = row > rowsBetween(top, last, rows) + rows.rowsAt(last) - 1;
		return isBelow || (view.cursor === null && place === cursor)
			? view
			: stoppedAt(viewport, place, top);
	});
}

export function jumpInLog(state: State, to: 'start' | 'end'): State {
	return updateLogView(state, viewport => {
		const {view, rows} = viewport;

		if (to === 'start' && rows.count > 1) {
			return stoppedAt(viewport, 0, {place: 0, row: 0});
		}

		return to === 'end' && view.anchor !== null
			? stoppedAt(viewport, rows.count - 1, endTop(rows))
			: following(view);
	});
}

export function toggleFollow(state: State): State {
	return updateLogView(state, viewport =>
		viewport.view.cursor === null
			? stoppedAt(viewport, viewport.cursor, viewport.top)
			: following({...viewport.view, anchor: null}),
	);
}

/** A positive number of cells shows text further right. Wrapped lines do not scroll. */
export function moveSideways(state: State, cells: number): State {
	const {sideways} = logViewOf(state);
	return state.view.viewOptions.wrap
		? state
		: withLogView(state, {sideways: Math.max(0, sideways + cells)});
}

/**
 * Moves the cursor to the next place (`step` 1) or the previous one (-1). `places`: places of lines, ascending. After the
 * last place it continues with the first one, and the reverse, with a notice. Returns null if there are no places.
 */
export function stepTo(
	state: State,
	places: readonly number[],
	step: 1 | -1,
	at: Instant,
): State | null {
	const {lines, cursor} = selectLogViewport(state);
	const next =
		step === 1 ? places.find(place => place > cursor) : places.findLast(place => place < cursor);
	const line = lines[next ?? places.at(step === 1 ? 0 : -1) ?? -1];

	if (line === undefined) {
		return null;
	}

	const there = goToEntry(state, line);
	return next === undefined ? withWrapNotice(there, step, at) : there;
}

export function withWrapNotice(state: State, step: 1 | -1, at: Instant): State {
	return withNotice(state, {kind: 'wrapped', to: step === 1 ? 'start' : 'end'}, at);
}

/** Returns the places of the lines at which the node changes. */
export function nodeStarts(lines: readonly LogLine[]): readonly number[] {
	let last: string | null = null;
	return lines.flatMap(({entry: {nodeId}}, place) => {
		const isStart = nodeId !== null && nodeId.exact !== last;
		last = nodeId?.exact ?? last;
		return isStart ? [place] : [];
	});
}

/** If the entry is not visible, scrolls it to the middle of the pane. */
export function goToEntry(state: State, ref: EntryRef): State {
	return updateLogView(state, viewport => {
		const {rows, top, lines} = viewport;
		const cursor = Math.min(placeOfEntry(lines, ref), rows.count - 1);
		const kept = keepInView(top, cursor, rows);
		const inSight = kept.place === top.place && kept.row === top.row;
		const middle = moveRows({place: cursor, row: 0}, -Math.floor(rows.height / 2), rows);
		return stoppedAt(viewport, cursor, inSight ? kept : keepInView(middle, cursor, rows));
	});
}

export function toggleSelection(state: State): State {
	return updateLogView(state, viewport => {
		const {view, cursor, top} = viewport;
		const stopped = stoppedAt(viewport, cursor, top);
		return view.anchor === null ? {...stopped, anchor: stopped.cursor} : {...view, anchor: null};
	});
}

/**
 * Called after every action: if entries have arrived, keeps the visible rows in place, by storing the cursor and the top
 * row that were shown. A filter may have hidden the stored ones.
 */
export function keepLines(state: State, previous: State): State {
	if (
		logViewOf(previous).cursor === null ||
		state.runs === previous.runs ||
		state.view.logs !== previous.view.logs ||
		logKey(state) !== logKey(previous)
	) {
		return state;
	}

	const viewport = selectLogViewport(previous);
	return viewport.rows.count === 0
		? state
		: withLogView(state, stoppedAt(viewport, viewport.cursor, viewport.top));
}

export function withLogView(state: State, change: Partial<LogPosition>): State {
	const before = logViewOf(state);
	const after = changed(before, change);
	return after === before
		? state
		: withView(state, {logs: new Map(state.view.logs).set(logKey(state), after)});
}

export function withViewOptions(state: State, change: Partial<LogViewOptions>): State {
	return withView(state, {viewOptions: changed(state.view.viewOptions, change)});
}

/** Does nothing if no line is shown. */
function updateLogView(state: State, change: (viewport: LogViewport) => LogPosition): State {
	const viewport = selectLogViewport(state);
	return viewport.rows.count === 0 ? state : withLogView(state, change(viewport));
}

function following(view: LogPosition): LogPosition {
	return changed(view, {cursor: null, top: null});
}

/** Returns a position that does not follow the end of the log. `cursor`: the place of a line. */
function stoppedAt({view, lines, total}: LogViewport, cursor: number, top: RowPlace): LogPosition {
	const [line, first] = [lines[cursor], lines[top.place]];
	const isSame =
		isSameRef(view.cursor, line) && isSameRef(view.top?.entry, first) && view.top?.row === top.row;
	return isSame
		? view
		: {
				...view,
				cursor: line === undefined ? null : refOf(line),
				top: first === undefined ? null : {entry: refOf(first), row: top.row},
				seen: view.cursor === null ? total : view.seen,
			};
}

function isSameRef(a: EntryRef | null | undefined, b: EntryRef | undefined): boolean {
	return a?.run === b?.run && a?.index === b?.index;
}

function refOf({run, index}: LogLine): EntryRef {
	return {run, index};
}
