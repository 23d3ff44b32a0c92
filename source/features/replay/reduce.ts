import type {RunOrderId} from '../../core/run.ts';
import type {Instant} from '../../core/time/clock.ts';
import type {State} from '../../store/state.ts';
import type {HandlerResult} from '../../store/transition.ts';
import {withView} from '../../store/with-view.ts';
import {selectedRun, selectListed, without} from '../runs/index.ts';
import {serverParts, type ServerParts, type ServerState} from './state.ts';

export function serverStateOf(state: State): ServerState {
	const parts = Object.fromEntries(serverParts.map(part => [part, state[part]])) as ServerParts;
	return {...parts, runProfiles: state.saved.runProfiles};
}

/** Moves a replay back to the time `at`, at which the service had reported `serverState`. Logs are shown from their ends. */
export function rewind(state: State, serverState: ServerState, at: Instant): HandlerResult {
	const {runProfiles, ...parts} = serverState;
	const then = {...state, ...parts, saved: {...state.saved, runProfiles}, now: at};
	return selectExisting(withView(then, {logs: new Map(), notice: null}));
}

export function dropRuns(state: State, ids: readonly RunOrderId[]): HandlerResult {
	const runs = without(state.runs, ids);
	return runs === state.runs ? state : selectExisting({...state, runs});
}

function selectExisting(state: State): HandlerResult {
	return selectedRun(state) === null ? selectListed(state) : state;
}
