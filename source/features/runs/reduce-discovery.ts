import type {DiscoveryState} from './state.ts';
import type {Instant} from '../../core/time/clock.ts';
import type {RunOrder} from '../../core/run-order.ts';
import type {State} from '../../store/state.ts';
import {addRuns} from './reduce.ts';
import {withTitles} from './reduce-titles.ts';
import {select} from './selection.ts';
import type {HandlerResult, Transition} from '../../store/transition.ts';

type FoundRun = Pick<RunOrder, 'id' | 'title'>;

/** Adds the runs that are not watched yet. Selects the first of them if no run is selected. */
export function reduceRunsAdded(
	state: State,
	found: readonly FoundRun[],
	at: Instant,
): HandlerResult {
	const ids = found.map(({id}) => id);
	const runs = withTitles(addRuns(state.runs, ids, at), found);

	if (runs === state.runs) {
		return state;
	}

	const fresh = [...new Set(ids.map(id => id.exact))].filter(id => !state.runs.has(id));
	const added: Transition = {
		state: {...state, runs},
		effects: fresh.length === 0 ? [] : [{type: 'watch', ids: fresh}],
	};
	return state.view.selected === null ? select(added, fresh[0] ?? null) : added;
}

/** Adds the runs that were found in the account's list, except runs that the user has removed. */
export function reduceRunsFound(
	state: State,
	orders: readonly RunOrder[],
	at: Instant,
): HandlerResult {
	const {dropped} = state.saved;
	const wanted = orders.filter(({id}) => !dropped.has(id.exact));
	return reduceRunsAdded(state, wanted, at);
}

export function withDiscovery(state: State, change: Partial<DiscoveryState>): State {
	const {discovery} = state;
	return discovery === null ? state : {...state, discovery: {...discovery, ...change}};
}
