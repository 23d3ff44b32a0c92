import type {DiscoveryState} from './state.ts';
import type {Instant} from '../../core/time/clock.ts';
import type {RunOrder} from '../../core/run-order.ts';
import type {State} from '../../store/state.ts';
import {addRuns} from './reduce.ts';
import {withTitles} from './reduce-titles.ts';
import {select} from './selection.ts';
import {noEffects, type Transition} from '../../store/transition.ts';

/** Skips runs that the user removed. */
export function reduceRunsFound(
	state: State,
	orders: readonly RunOrder[],
	at: Instant,
): Transition {
	const {dropped} = state.saved;
	const wanted = orders.filter(({id}) => !dropped.has(id.exact));
	const fresh = wanted.map(({id}) => id.exact).filter(id => !state.runs.has(id));
	const runs = withTitles(
		addRuns(
			state.runs,
			wanted.map(({id}) => id),
			at,
		),
		wanted,
	);

	if (runs === state.runs) {
		return noEffects(state);
	}

	const found: Transition = {
		state: {...state, runs},
		effects: fresh.length === 0 ? [] : [{type: 'watch', ids: [...new Set(fresh)]}],
	};
	return state.view.selected === null ? select(found, fresh[0] ?? null) : found;
}

export function withDiscovery(state: State, change: Partial<DiscoveryState>): State {
	const {discovery} = state;
	return discovery === null ? state : {...state, discovery: {...discovery, ...change}};
}
