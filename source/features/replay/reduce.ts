import {emptyLog, logLength} from '../../core/log/run-log.ts';
import type {RunOrderId} from '../../core/run.ts';
import type {Instant} from '../../core/time/clock.ts';
import type {State, View} from '../../store/state.ts';
import type {HandlerResult} from '../../store/transition.ts';
import {withView} from '../../store/with-view.ts';
import {freshLogView, type EntryRef, type LogView} from '../log/index.ts';
import {selectedRun, selectListed, without} from '../runs/index.ts';
import {withServerState, type ServerState} from './server-state.ts';

/**
 * Moves a replay to the time `at`, at which the data from the service was `serverState`. Keeps what the user selected
 * and scrolled to, if it exists at that time.
 */
export function rewind(state: State, serverState: ServerState, at: Instant): HandlerResult {
	const view = {...viewWithinState(state.view, serverState), notice: null};
	return selectExisting({...withView(withServerState(state, serverState), view), now: at});
}

export function dropRuns(state: State, ids: readonly RunOrderId[]): HandlerResult {
	const runs = without(state.runs, ids);
	return runs === state.runs ? state : selectExisting({...state, runs});
}

function selectExisting(state: State): HandlerResult {
	return selectedRun(state) === null ? selectListed(state) : state;
}

/** Resets each part of the view that refers to a log entry that is not in the server state. */
function viewWithinState({logs}: View, {runs}: ServerState): Partial<View> {
	const lengthOf = (id: RunOrderId): number => logLength(runs.get(id)?.log ?? emptyLog);
	const isThere = (ref: EntryRef | undefined | null): boolean =>
		ref === undefined || ref === null || ref.index < lengthOf(ref.run);
	const within = (view: LogView): LogView =>
		[view.cursor, view.top?.entry, view.anchor].every(isThere)
			? view
			: {...freshLogView, sideways: view.sideways};
	return {logs: new Map([...logs].map(([key, view]) => [key, within(view)]))};
}
