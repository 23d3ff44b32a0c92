import {hasEnded, type Run, type RunOrderId} from '../../core/run.ts';
import type {State} from '../../store/state.ts';
import {withView} from '../../store/with-view.ts';
import {contentHeight} from '../panes/index.ts';
import {selectedRun} from './selection.ts';

/** Tracks the runs that ended while they were watched, and that the user has not looked at since. */
export function deriveUnseen(state: State, previous: State): State {
	const {unseen, size} = state.view;
	const seen = runInView(state)?.id ?? null;

	// Without a screen, the user sees nothing.
	if (
		size.columns === 0 ||
		(state.runs === previous.runs && !(seen !== null && unseen.has(seen)))
	) {
		return state;
	}

	const next = new Set<RunOrderId>(unseen);

	for (const [id, run] of state.runs) {
		const before = previous.runs.get(id);

		if (id === seen || !hasEnded(run)) {
			next.delete(id);
		} else if (before !== undefined && before.execution !== null && !hasEnded(before)) {
			next.add(id);
		}
	}

	const isSame = next.size === unseen.size && [...next].every(id => unseen.has(id));
	return isSame ? state : withView(state, {unseen: next});
}

/**
 * Returns the selected run if the user sees it: in its details or its log, not while an overlay is open, or while
 * the window does not have the focus.
 */
export function runInView(state: State): Run | null {
	const {overlay, windowBlurred} = state.view;
	const isVisible = contentHeight(state, 'detail') > 0 || contentHeight(state, 'log') > 0;
	return overlay !== null || windowBlurred || !isVisible ? null : selectedRun(state);
}
