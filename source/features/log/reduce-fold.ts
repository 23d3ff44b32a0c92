import type {Instant} from '../../core/time/clock.ts';
import {selectLogViewport} from './viewport.ts';
import {withLogView} from './reduce.ts';
import type {State} from '../../store/state.ts';
import {withNotice, withView} from '../../store/with-view.ts';

/** Folds the log by node, or shows all entries. The merged log of all runs is not folded. */
export function toggleFold(state: State): State {
	const {reading} = state.view;
	return withView(state, {reading: {...reading, folded: !reading.folded, all: false}});
}

/** Unfolds the node under the cursor, or folds it. The cursor moves to its first entry. */
export function toggleNode(state: State, at: Instant): State {
	const viewport = selectLogViewport(state);
	const fold = viewport?.logIndex.fold ?? null;
	const id = viewport?.logIndex.shown.entryAt(viewport.position.cursor)?.nodeId?.exact;

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

	const shownTop = viewport?.logIndex.shown.refAt(viewport.position.top.place);
	return head === undefined || shownTop === undefined
		? state
		: withLogView(state, view => ({
				...view,
				unfolded,
				anchor: null,
				cursor: head,
				// A line above the visible ones becomes the first of them.
				top: {entry: head.index < shownTop.index ? head : shownTop, row: 0},
			}));
}

/** Whether the cursor is on the line of a folded node. */
export function isFolded(state: State): boolean {
	const viewport = selectLogViewport(state);
	const entry = viewport?.logIndex.shown.entryAt(viewport.position.cursor);
	const fold = viewport?.logIndex.fold ?? null;
	return entry !== undefined && fold !== null && fold.foldAt(entry) !== null;
}
