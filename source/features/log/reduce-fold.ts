import type {Instant} from '../../core/time/clock.ts';
import type {Command} from '../../store/command.ts';
import {selectLogViewport} from './viewport.ts';
import {withLogView} from './reduce.ts';
import type {State} from '../../store/state.ts';
import {noEffects, type Transition} from '../../store/transition.ts';
import {withNotice, withView} from '../../store/with-view.ts';

/** What a command makes of the folds of the log; null where it is not meant for them. */
export function reduceFoldCommand(state: State, command: Command, at: Instant): Transition | null {
	const {focus, overlay} = state.view;

	if (command.type === 'fold') {
		return noEffects(toggleFold(state));
	}

	// On a line that stands for others enter shows them; elsewhere it shows the entry whole.
	const isMeant =
		command.type === 'unfold' ||
		(command.type === 'enter' && focus === 'log' && overlay === null && isFolded(state));
	return isMeant ? noEffects(toggleNode(state, at)) : null;
}

/** Folds the log by node, or shows all entries again. The logs of all runs have too many nodes for that. */
function toggleFold(state: State): State {
	const {reading} = state.view;
	return withView(state, {reading: {...reading, folded: !reading.folded, all: false}});
}

/** Unfolds the node that the cursor is at, or folds it again; the cursor is then at its first entry. */
function toggleNode(state: State, at: Instant): State {
	const viewport = selectLogViewport(state);
	const fold = viewport?.logIndex.fold ?? null;
	const id = viewport?.logIndex.shown.entryAt(viewport.viewport.cursor)?.nodeId?.exact;

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

	const shownTop = viewport?.logIndex.shown.refAt(viewport.viewport.top.place);
	return head === undefined || shownTop === undefined
		? state
		: withLogView(state, view => ({
				...view,
				unfolded,
				anchor: null,
				cursor: head,
				// Where its line is above what is in sight, it is to be the first there.
				top: {entry: head.index < shownTop.index ? head : shownTop, row: 0},
			}));
}

function isFolded(state: State): boolean {
	const viewport = selectLogViewport(state);
	const entry = viewport?.logIndex.shown.entryAt(viewport.viewport.cursor);
	const fold = viewport?.logIndex.fold ?? null;
	return entry !== undefined && fold !== null && fold.foldAt(entry) !== null;
}
