import type {RunOrderId} from '../../core/run.ts';
import type {SavedState} from '../../core/saved-state.ts';
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

/** Moves a replay back to the time `at`, at which the service had reported `serverState`. Logs are shown from their ends. */
export function rewind(state: State, serverState: ServerState, at: Instant): HandlerResult {
	const {runProfiles, ...parts} = serverState;
	const then = {...state, ...parts, saved: {...state.saved, runProfiles}, now: at};
	return selectExisting(withView(then, {logs: new Map(), notice: null}));
}

export function dropRuns(state: State, ids: readonly RunOrderId[]): HandlerResult {
	const runs = withoutKeys(state.runs, ids);
	return runs === state.runs ? state : selectExisting({...state, runs});
}

function selectExisting(state: State): HandlerResult {
	return selectedRun(state) === null ? selectListed(state) : state;
}

/** The parts of the state that come from the service. A jump back restores only them and the run profiles. */
const serverParts = [
	'runs',
	'workflows',
	'runOrders',
	'sessionCost',
	'quotes',
	'balance',
	'discovery',
	'denied',
] as const satisfies ReadonlyArray<keyof State>;

type ServerParts = Pick<State, (typeof serverParts)[number]>;
export type ServerState = ServerParts & Pick<SavedState, 'runProfiles'>;

export function serverStateOf(state: State): ServerState {
	const parts = Object.fromEntries(serverParts.map(part => [part, state[part]])) as ServerParts;
	return {...parts, runProfiles: state.saved.runProfiles};
}
