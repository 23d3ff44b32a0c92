import {reduce} from '../../source/store/reducer.ts';
import {initialState, type State} from '../../source/store/state.ts';
import type {Action} from '../../source/store/action.ts';
import {eachEvent, eventsBetween} from '../../source/report/events-between.ts';
import type {ReportEvent} from '../../source/report/event.ts';
import {name, start} from '../helpers/values.ts';

/** The events and the final state of actions. */
export type Watched = {readonly state: State; readonly events: readonly ReportEvent[]};

/** A state with runs that were not polled yet. */
export function watching(...ids: readonly string[]): State {
	return reduce(initialState({columns: 80, rows: 24}, start), {
		type: 'runsAdded',
		at: start,
		ids: ids.map(id => name(id)),
	}).state;
}

export function watch(state: State, ...actions: readonly Action[]): Watched {
	const events: ReportEvent[] = [];
	let now = state;

	for (const action of actions) {
		const next = reduce(now, action).state;
		events.push(...eachEvent(eventsBetween(now, next, action)));
		now = next;
	}

	return {state: now, events};
}
