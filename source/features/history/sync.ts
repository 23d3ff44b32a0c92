import type {HistorySync} from '../../core/history.ts';
import {cleanName} from '../../core/text/sanitize.ts';
import type {Instant} from '../../core/time/clock.ts';
import {parseDuration} from '../../core/time/duration.ts';
import type {State} from '../../store/state.ts';
import type {HandlerResult} from '../../store/transition.ts';
import {withNotice} from '../../store/with-view.ts';
import {refreshHistory} from './list.ts';
import type {SyncProgress} from './state.ts';

/** Starts to complete the history. `period`: how far back, as the user typed it, like `30d`. */
export function startSync(state: State, period: string, at: Instant): HandlerResult {
	const duration = parseDuration(period.trim());
	return duration === null || duration === 0
		? withNotice(state, {kind: 'no-period', text: cleanName(period)}, at)
		: {state, effects: [{type: 'syncHistory', from: Math.max(0, at - duration)}]};
}

/** At the end, shows what was done, and loads the shown runs again. */
export function updateSync(state: State, sync: HistorySync | null, at: Instant): HandlerResult {
	const before = state.history.sync;

	if (sync !== null) {
		const {isWhole = true, failed = 0} = before?.from === sync.from ? before : {};
		return withSync(state, {...sync, isWhole, failed});
	}

	if (before === null) {
		return state;
	}

	const {isWhole, failed, done, from} = before;
	const notice = {kind: 'sync-ended', from, runs: done, failed, isWhole} as const;
	return refreshHistory(withNotice(withSync(state, null), notice, at));
}

/** The run list was read for the history. If that completes a synchronization, keeps whether it was read whole. */
export function endReadBack(state: State, from: Instant, isWhole: boolean): HandlerResult {
	const {sync} = state.history;
	return refreshHistory(
		sync !== null && from <= sync.from ? withSync(state, {...sync, isWhole}) : state,
	);
}

export function countFailedInputs(state: State): State {
	const {sync} = state.history;
	return sync === null ? state : withSync(state, {...sync, failed: sync.failed + 1});
}

/** Forgets a synchronization that will not go on. */
export function withSync(state: State, sync: SyncProgress | null): State {
	return {...state, history: {...state.history, sync}};
}
