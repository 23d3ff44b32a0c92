import type {Output} from '../../source/core/output/output.ts';
import type {RunError} from '../../source/core/problem.ts';
import type {WatchEvent} from '../../source/events/event.ts';
import {eventsBetween} from '../../source/events/events-between.ts';
import {initialState, reduce, urgencyOf} from '../../source/features/index.ts';
import type {Action} from '../../source/store/action.ts';
import type {State} from '../../source/store/state.ts';
import {createStore, type Store} from '../../source/store/store.ts';
import type {FakeClock} from '../helpers/fake-clock.ts';
import {name, output, profile, start} from '../helpers/values.ts';

/** The state after some actions, and the events that they caused. */
export type Watched = {readonly state: State; readonly events: readonly WatchEvent[]};

/** A state with runs that were not polled yet. Their workflow `wf_1` is known, but has no title. */
export function watching(...ids: readonly string[]): State {
	const {state} = reduce(initialState({size: {columns: 80, rows: 24}}, start), runsAdded(...ids));
	return {
		...state,
		workflows: new Map([['wf_1', {title: null, outputKinds: new Map(), inputNames: new Map()}]]),
	};
}

export function watch(state: State, ...actions: readonly Action[]): Watched {
	const events: WatchEvent[] = [];
	let now = state;

	for (const action of actions) {
		const next = reduce(now, action).state;
		events.push(...eventsBetween(now, next, action));
		now = next;
	}

	return {state: now, events};
}

/** A store that ignores effects. */
export function openStore(clock: FakeClock, initial = watching()): Store {
	return createStore({reduce, urgencyOf, initial, clock, onEffects: () => {}});
}

export function runsAdded(...ids: readonly string[]): Action {
	return {type: 'runsAdded', at: start, ids: ids.map(id => name(id))};
}

/** Adds five earlier runs of the workflow `wf_1` to a state. Each took 22 seconds and paused for at most 8. */
export function withEarlierRuns(state: State): State {
	const runs = new Map(['a', 'b', 'c', 'd', 'e'].map(id => [id, profile(22, {longestIdleSec: 8})]));
	return {...state, saved: {...state.saved, runProfiles: new Map([['wf_1', runs]])}};
}

/** Returns the action that is dispatched when a workflow with this title has been loaded. */
export function titled(workflowId: string, title: string, at = start): Action {
	const workflow = {title: name(title), outputKinds: new Map(), inputNames: new Map()};
	return {type: 'workflowLoaded', at, workflowId, workflow};
}

export function textOutput(key: string, text: string): Output {
	return {...output(key, 'https://a.example'), kind: 'text', value: name(text), address: null};
}

export function runError(reason: string, change: Partial<RunError> = {}): RunError {
	return {reason: name(reason), detail: null, engineCode: null, statusCode: null, ...change};
}
