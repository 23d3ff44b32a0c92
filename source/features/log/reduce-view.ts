import type {LogEntry} from '../../core/log/log-entry.ts';
import type {Instant} from '../../core/time/clock.ts';
import {cleanName} from '../../core/text/sanitize.ts';
import {hitModes} from './index/log-index.ts';
import {logKey, logViewOf, selectLogIndex} from './index/select.ts';
import {selectLogViewport} from './viewport.ts';
import {openSearch} from './reduce-search.ts';
import {withLogView} from './reduce.ts';
import type {State} from '../../store/state.ts';
import type {LogReading} from './state.ts';
import {withNotice, withView} from '../../store/with-view.ts';

export function cycleHits(state: State): State {
	const {search, reading} = state.view;
	return search === ''
		? openSearch(withReading(state, {hits: 'only'}))
		: withReading(state, {hits: after(hitModes, reading.hits)});
}

/** Toggles between the merged log of all runs and the log of the selected run. The cursor stays at its entry. */
export function toggleAll(state: State): State {
	const {cursor} = logViewOf(state);
	const all = !state.view.reading.all;
	const toggled = withReading(state, {all});

	// Do not move the cursor if its entry is missing in the new log, or if the log follows its end.
	return cursor === null || (!all && cursor.run !== logKey(toggled))
		? toggled
		: withLogView(toggled, view => ({...view, cursor, top: {entry: cursor, row: 0}, anchor: null}));
}

export function toggleOneNode(state: State, at: Instant): State {
	if (logViewOf(state).node !== null) {
		return withLogView(state, view => ({...view, node: null}));
	}

	const node = entryUnderCursor(state)?.nodeId?.exact;
	return node === undefined
		? withNotice(state, {kind: 'no-node-here'}, at)
		: withNotice(
				withLogView(state, view => ({...view, node})),
				{kind: 'node-only', node: cleanName(node)},
				at,
			);
}

/** Folds or unfolds all nodes. Leaves the merged log of all runs, which cannot be folded. */
export function toggleFold(state: State): State {
	const {reading} = state.view;
	return withView(state, {reading: {...reading, folded: !reading.folded, all: false}});
}

/** Folds or unfolds the node under the cursor. The cursor moves to the node's first entry. */
export function toggleNode(state: State, at: Instant): State {
	const {fold, shown, top} = selectLogViewport(state);
	const id = entryUnderCursor(state)?.nodeId?.exact;

	if (fold === null) {
		return toggleFold(state);
	}

	if (id === undefined) {
		return withNotice(state, {kind: 'no-node-here'}, at);
	}

	const head = fold.headOf(id);
	const unfolded = new Set(fold.unfolded);

	if (!unfolded.delete(id)) {
		unfolded.add(id);
	}

	const shownTop = shown.refAt(top.place);
	return head === undefined || shownTop === undefined
		? state
		: withLogView(state, view => ({
				...view,
				unfolded,
				anchor: null,
				cursor: head,
				// If the cursor is now above the visible rows, its row becomes the top row.
				top: {entry: head.index < shownTop.index ? head : shownTop, row: 0},
			}));
}

/** Whether the cursor is at a folded node. */
export function isFolded(state: State): boolean {
	const entry = entryUnderCursor(state);
	return entry !== undefined && selectLogIndex(state).fold?.foldAt(entry) !== undefined;
}

function entryUnderCursor(state: State): LogEntry | undefined {
	const {shown, cursor} = selectLogViewport(state);
	return shown.entryAt(cursor);
}

export function withReading(state: State, change: Partial<LogReading>): State {
	return withView(state, {reading: {...state.view.reading, ...change}});
}

/** Returns the value after `one` in a list; the first value after the last one. */
export function after<T>(all: readonly T[], one: T): T {
	return all[(all.indexOf(one) + 1) % all.length] ?? one;
}
