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
import {logKey, logViewOf, shownRuns} from './index/select.ts';
import {isSameRef, placeAfter, type EntryRef} from './index/sequence.ts';
import type {LogPosition, LogViewOptions} from './state.ts';
import {selectLogViewport, type LogViewport} from './viewport.ts';

/** At the last entry, the log starts to follow its end (like `tail -f`), except while lines are being selected. */
export function moveCursor(state: State, entries: number): State {
	return updateLogView(state, viewport => {
		const {view, top, rows} = viewport;
		const cursor = Math.max(0, Math.min(viewport.cursor + entries, rows.count - 1));

		if (entries === 0) {
			return view;
		}

		return entries > 0 && cursor === rows.count - 1 && view.anchor === null
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
 * Moves the cursor to the entry in a visible row (from 0), without scrolling. Below the last entry, does nothing. If
 * the log follows its end, it stops doing so, unless the entry is the last one.
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
	return state.view.viewOptions.wrap
		? state
		: updateLogView(state, ({view}) =>
				changed(view, {sideways: Math.max(0, view.sideways + cells)}),
			);
}

/**
 * Moves the cursor to the next (1) or previous (-1) error, or, with `nodes`, to the entry at which the node changes.
 * At an end of the log, continues at the other end, with a notice.
 */
export function stepTo(state: State, what: 'errors' | 'nodes', step: 1 | -1, at: Instant): State {
	const viewport = selectLogViewport(state);
	const layer = viewport[what];
	const cursor = viewport.shown.refAt(viewport.cursor);

	if (cursor === undefined) {
		return state;
	}

	const next = layer.refAt(step === 1 ? placeAfter(layer, cursor) : layer.placeOf(cursor) - 1);
	const around = layer.refAt(step === 1 ? 0 : layer.length - 1);

	if (next !== undefined) {
		return goToEntry(state, next);
	}

	return around === undefined
		? withNotice(state, {kind: what === 'errors' ? 'no-error' : 'no-node'}, at)
		: withWrapNotice(goToEntry(state, around), step, at);
}

export function withWrapNotice(state: State, step: 1 | -1, at: Instant): State {
	return withNotice(state, {kind: 'wrapped', to: step === 1 ? 'start' : 'end'}, at);
}

export function goToUnread(state: State, at: Instant): State {
	const {shown, unread} = selectLogViewport(state);
	const ref = unread === null ? undefined : shown.refAt(unread);
	return ref === undefined
		? withNotice(state, {kind: 'nothing-unread'}, at)
		: goToEntry(state, ref);
}

/** If the entry is not visible, scrolls it to the middle of the pane. */
export function goToEntry(state: State, ref: EntryRef): State {
	return updateLogView(state, viewport => {
		const {rows, top, shown} = viewport;
		const cursor = Math.min(shown.placeOf(ref), rows.count - 1);
		const kept = keepInView(top, cursor, rows);
		const inSight = kept.place === top.place && kept.row === top.row;
		const middle = moveRows({place: cursor, row: 0}, -Math.floor(rows.height / 2), rows);
		return stoppedAt(viewport, cursor, inSight ? kept : keepInView(middle, cursor, rows));
	});
}

export function toggleSelection(state: State): State {
	return updateLogView(state, viewport => {
		const {view, cursor, top, shown} = viewport;
		return view.anchor === null
			? {...stoppedAt(viewport, cursor, top), anchor: shown.refAt(cursor) ?? null}
			: {...view, anchor: null};
	});
}

/** Keeps the visible rows in place when entries arrive, by storing the cursor and the top row that were displayed. */
export function keepLines(state: State, previous: State): State {
	const key = logKey(previous);

	// Places in an incomplete index are not final.
	if (
		logViewOf(previous).cursor === null ||
		previous.view.scannedPercent !== null ||
		shownRuns(state).every(({id, log}) => previous.runs.get(id)?.log === log) ||
		state.view.logs !== previous.view.logs ||
		logKey(state) !== key
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

/** Does nothing if no entry is shown. */
function updateLogView(state: State, change: (viewport: LogViewport) => LogPosition): State {
	const viewport = selectLogViewport(state);
	return viewport.rows.count === 0 ? state : withLogView(state, change(viewport));
}

function following(view: LogPosition): LogPosition {
	return changed(view, {cursor: null, top: null});
}

/** Returns a position that does not follow the end of the log. `cursor`: the index of an entry. */
function stoppedAt({view, shown}: LogViewport, cursor: number, top: RowPlace): LogPosition {
	const entry = shown.refAt(cursor) ?? null;
	const first = shown.refAt(top.place);
	const isSame = isSameRef(view.cursor, entry) && isSameRef(view.top?.entry, first);
	return isSame && view.top?.row === top.row
		? view
		: {...view, cursor: entry, top: first === undefined ? null : {entry: first, row: top.row}};
}

/** Clears the selection of lines. Without a selection, clears the search. Without a search, clears the node filter. */
export function closeReading(state: State): State {
	if (logViewOf(state).anchor !== null) {
		return withLogView(state, {anchor: null});
	}

	return state.view.search === '' ? withLogView(state, {node: null}) : withoutSearch(state);
}

export function withoutSearch(state: State): State {
	const viewOptions: LogViewOptions = {...state.view.viewOptions, hitFilter: 'among'};
	return withView(state, {search: '', hitRequest: null, viewOptions});
}
