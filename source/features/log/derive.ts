import type {Action} from '../../store/action.ts';
import {
	extendLogIndex,
	selectLogIndex,
	logKey,
	logProgress,
	type LogIndex,
} from './index/log-index.ts';
import {fitEntry} from './entry/open.ts';
import {holdLines} from './reduce.ts';
import {resolveSeek} from './reduce-search.ts';
import {allRuns, type State} from '../../store/state.ts';
import type {Transition} from '../../store/transition.ts';
import {markSeen} from './unread.ts';
import {withView} from '../../store/with-view.ts';

/** What is done of a long log's work in one step, in units of some 20 nanoseconds: no key waits longer for it. */
const portion = 300_000;

/**
 * What follows for the log from a step: something new of it is looked at, a step to a hit is taken as soon as it is
 * found, what is in sight counts as seen. When there is more to look at than a key may wait for, it is gone on with
 * later (`read-on`), in the action `logContinued`.
 */
export function deriveLog(
	{state, effects}: Transition,
	previous: State,
	action: Action,
): Transition {
	const goesOn = action.type === 'logContinued';

	// Without a screen nobody reads.
	if ((state === previous && !goesOn) || state.view.size.columns === 0) {
		return {state, effects};
	}

	const fitted = fitEntry(holdLines(state, previous));
	const here = logKey(state) === logKey(previous) ? fitted : withView(fitted, {seek: null});
	const waiting = state.view.scanned !== null && !goesOn;
	const logIndex = selectLogIndex(here);

	if (waiting || logIndex === null) {
		return {state: markSeen(here, previous), effects};
	}

	const extended = extendLogIndex(logIndex, portion);
	const scanned = logProgress(extended);
	const read = withView(withLogIndex(here, extended), {scanned});
	const seen = markSeen(resolveSeek(read, action.at), previous);
	return {
		state: seen,
		effects: scanned === null ? effects : [...effects, {type: 'continueLog'}],
	};
}

/** The state with an index of the log that is shown, and without those of runs that were dropped. */
function withLogIndex(state: State, index: LogIndex): State {
	const {logIndexes} = state.view;
	const key = logKey(state);

	if (key === null || logIndexes.get(key) === index) {
		return state;
	}

	const current = [...logIndexes].filter(([id]) => id === allRuns || state.runs.has(id));
	return withView(state, {logIndexes: new Map(current).set(key, index)});
}
