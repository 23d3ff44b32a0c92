import type {Instant} from '../../core/time/clock.ts';
import type {State} from '../../store/state.ts';
import {withChanges, withNotice, withView} from '../../store/with-view.ts';
import {logKey, logViewOf, placeOfEntry} from './lines.ts';
import type {EntryRef, LogPosition, LogViewOptions} from './state.ts';
import {selectLogViewport, type LogViewport} from './viewport.ts';

/** Moves the cursor. At the last line, the log starts to follow its end (like `tail -f`), except during a selection. */
export function moveCursor(state: State, by: number): State {
	return updateLogView(state, viewport => {
		const {view, top, last, scrolledTo} = viewport;
		const cursor = Math.max(0, Math.min(viewport.cursor + by, last));

		if (by === 0) {
			return view;
		}

		return by > 0 && cursor === last && view.anchor === null
			? following(view)
			: stoppedAt(viewport, cursor, scrolledTo(cursor, top));
	});
}

/** Scrolls by `rowsOf(height)` rows. `height`: the rows of the pane. The cursor stays in its row on the screen. */
export function scrollLog(state: State, rowsOf: (height: number) => number): State {
	return updateLogView(state, viewport => {
		const {view, height, last, top, cursor, topAbove, placeBeside, scrolledTo} = viewport;
		const by = rowsOf(height);
		const moved = Math.min(placeBeside(top, by), topAbove(last));
		const isAtEnd = by > 0 && moved === topAbove(last);

		if (isAtEnd && view.anchor === null) {
			return following(view);
		}

		const inRow = Math.min(last, moved + cursor - top);
		const next = isAtEnd ? last : moved === top ? 0 : inRow;
		return stoppedAt(viewport, next, scrolledTo(next, moved));
	});
}

/**
 * Moves the cursor to the line in a visible row (from 0), without scrolling. Below the last line, does nothing. If the
 * log follows its end, it stops doing so, unless the line is the last one.
 */
export function pointAt(state: State, row: number): State {
	return updateLogView(state, viewport => {
		const {view, cursor, top, last, rowsAt} = viewport;
		let place = top;

		for (let rows = rowsAt(top); rows <= row && place <= last; place++) {
			rows += rowsAt(place + 1);
		}

		return place > last || (view.cursor === null && place === cursor)
			? view
			: stoppedAt(viewport, place, top);
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
export function goToNextPlace(
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

/** Moves the cursor to an entry. If it is not visible, scrolls it to the middle of the pane. */
export function goToEntry(state: State, ref: EntryRef): State {
	return updateLogView(state, viewport => {
		const {height, top, lines, placeBeside, scrolledTo} = viewport;
		const cursor = placeOfEntry(lines, ref);
		const isVisible = scrolledTo(cursor, top) === top;
		const middle = placeBeside(cursor, -Math.floor(height / 2));
		return stoppedAt(viewport, cursor, isVisible ? top : scrolledTo(cursor, middle));
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
 * Called after every action: if entries have arrived, stores the shown lines. A filter may have hidden the stored ones, and
 * then others would be shown.
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
	return viewport.last < 0
		? state
		: withLogView(state, stoppedAt(viewport, viewport.cursor, viewport.top));
}

export function withLogView(state: State, change: Partial<LogPosition>): State {
	const before = logViewOf(state);
	const after = withChanges(before, change);
	return after === before
		? state
		: withView(state, {logs: new Map(state.view.logs).set(logKey(state), after)});
}

export function withViewOptions(state: State, change: Partial<LogViewOptions>): State {
	return withView(state, {viewOptions: withChanges(state.view.viewOptions, change)});
}

/** Changes the position in the log. Does nothing if no line is shown. */
function updateLogView(state: State, change: (viewport: LogViewport) => LogPosition): State {
	const viewport = selectLogViewport(state);
	return viewport.last < 0 ? state : withLogView(state, change(viewport));
}

function following(view: LogPosition): LogPosition {
	return withChanges(view, {cursor: null, top: null});
}

/** Returns a position that does not follow the end of the log. `cursor` and `top`: the places of lines. */
function stoppedAt({view, lines, total}: LogViewport, cursor: number, top: number): LogPosition {
	const refAt = (place: number, before: EntryRef | null): EntryRef | null => {
		const {run, index} = lines[place] ?? {};
		const isSame = before?.run === run && before?.index === index;
		return isSame || run === undefined || index === undefined ? before : {run, index};
	};
	return withChanges(view, {
		cursor: refAt(cursor, view.cursor),
		top: refAt(top, view.top),
		seen: view.cursor === null ? total : view.seen,
	});
}
