import type {RunOrderId} from '../../core/run.ts';
import type {Duration, Instant} from '../../core/time/clock.ts';
import type {State} from '../../store/state.ts';
import type {HandlerResult} from '../../store/transition.ts';
import {withView} from '../../store/with-view.ts';
import {selectedRun, selectListed, withoutKeys} from '../runs/index.ts';

/** The state of the replay. Its position in the recording is `state.now - started`. */
export type Replay = {
	readonly started: Instant;
	readonly length: Duration;
	/** The speed as a factor of real time. `Infinity` means that the replay does not wait between actions. */
	readonly speed: number;
	readonly paused: boolean;
};

/**
 * `toggle` pauses or resumes; `jump` goes to the next or the previous tenth of the recording; `step` plays the next
 * recorded action and pauses; `speed` doubles or halves the speed.
 */
export type ReplayMove =
	{readonly kind: 'toggle' | 'step'} | {readonly kind: 'jump' | 'speed'; readonly by: 1 | -1};

/** Moves a replay to the time `at`, after the other features have restored what the service had reported by then. */
export function rewind(state: State, at: Instant): HandlerResult {
	return selectExisting(withView({...state, now: at}, {notice: null}));
}

export function dropRuns(state: State, ids: readonly RunOrderId[]): HandlerResult {
	const runs = withoutKeys(state.runs, ids);
	return runs === state.runs ? state : selectExisting({...state, runs});
}

function selectExisting(state: State): HandlerResult {
	return selectedRun(state) === null ? selectListed(state) : state;
}
