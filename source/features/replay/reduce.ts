import type {RunOrderId} from '../../core/run.ts';
import type {Instant} from '../../core/time/clock.ts';
import type {State} from '../../store/state.ts';
import type {HandlerResult} from '../../store/transition.ts';
import {withView} from '../../store/with-view.ts';
import {selectedRun, selectListed, without} from '../runs/index.ts';
import {withServerState, type ServerState} from './server-state.ts';

/** Moves a replay back to the time `at`, at which the service had reported `serverState`. Logs are shown from their ends. */
export function rewind(state: State, serverState: ServerState, at: Instant): HandlerResult {
	const then = {...withServerState(state, serverState), now: at};
	return selectExisting(withView(then, {logs: new Map(), notice: null}));
}

export function dropRuns(state: State, ids: readonly RunOrderId[]): HandlerResult {
	const runs = without(state.runs, ids);
	return runs === state.runs ? state : selectExisting({...state, runs});
}

function selectExisting(state: State): HandlerResult {
	return selectedRun(state) === null ? selectListed(state) : state;
}
