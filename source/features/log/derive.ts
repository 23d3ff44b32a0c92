import type {Action} from '../../store/action.ts';
import {allRuns, type State} from '../../store/state.ts';
import type {HandlerResult} from '../../store/transition.ts';
import {withView} from '../../store/with-view.ts';
import {extendLogIndex, logProgress, type LogIndex} from './index/log-index.ts';
import {logKey, selectLogIndex} from './index/select.ts';
import {moveToHit} from './reduce-search.ts';
import {keepLines} from './reduce.ts';
import {markSeen} from './unread.ts';

/** Maximum work after one action, in units of about 20 ns: 6 ms in total. A key press waits for this work. */
const portion = 300_000;

/**
 * Filters and searches more entries of the shown log, moves the cursor to a requested search hit, and marks the log as
 * read if its end is visible. If entries are left, the effect `continueLog` triggers the next call.
 */
export function deriveLog(state: State, previous: State, action: Action): HandlerResult {
	const goesOn = action.type === 'logContinued';

	if ((state === previous && !goesOn) || state.view.size.columns === 0) {
		return state;
	}

	const kept = keepLines(state, previous);
	const here = logKey(state) === logKey(previous) ? kept : withView(kept, {hitRequest: null});

	if (state.view.scannedPercent !== null && !goesOn) {
		return markSeen(here, previous);
	}

	const extended = extendLogIndex(selectLogIndex(here), portion);
	const scannedPercent = logProgress(extended);
	const read = withView(withLogIndex(here, extended), {scannedPercent});
	const seen = markSeen(moveToHit(read, action.at), previous);
	return {state: seen, effects: scannedPercent === null ? [] : [{type: 'continueLog'}]};
}

/** Also deletes the indexes of runs that are no longer watched. */
function withLogIndex(state: State, index: LogIndex): State {
	const {logIndexes} = state.view;
	const key = logKey(state);

	if (logIndexes.get(key) === index) {
		return state;
	}

	const current = [...logIndexes].filter(([id]) => id === allRuns || state.runs.has(id));
	return withView(state, {logIndexes: new Map(current).set(key, index)});
}
