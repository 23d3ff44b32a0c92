import type {SavedState} from '../../core/saved-state.ts';
import type {State} from '../../store/state.ts';

/** The state that comes from the service. Seeking in a replay restores only this; other parts depend on the user. */
export type ServerState = Pick<
	State,
	| 'runs'
	| 'workflows'
	| 'orders'
	| 'sessionCost'
	| 'quotes'
	| 'balance'
	| 'discovery'
	| 'titleSearch'
	| 'denied'
> &
	Pick<SavedState, 'runProfiles'>;

export function serverStateOf(state: State): ServerState {
	const {runs, workflows, orders, sessionCost, quotes, balance} = state;
	const {discovery, titleSearch, denied} = state;
	const {runProfiles} = state.saved;
	return {
		runs,
		workflows,
		orders,
		sessionCost,
		quotes,
		balance,
		discovery,
		titleSearch,
		denied,
		runProfiles,
	};
}

export function withServerState(state: State, {runProfiles, ...serverState}: ServerState): State {
	return {...state, ...serverState, saved: {...state.saved, runProfiles}};
}
