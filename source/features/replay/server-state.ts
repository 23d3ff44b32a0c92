import type {SavedState} from '../../core/saved-state.ts';
import type {State} from '../../store/state.ts';

/** What of the state came from the service: what a replay takes back when it goes back. The rest is the reader's. */
export type ServerState = Omit<
	State,
	| 'view'
	| 'budget'
	| 'outputs'
	| 'downloads'
	| 'keeping'
	| 'commands'
	| 'picker'
	| 'profile'
	| 'now'
	| 'paused'
	| 'replay'
	| 'saved'
> &
	Pick<SavedState, 'runProfiles'>;

/** The world of a state. */
export function serverStateOf(state: State): ServerState {
	const {runs, workflows, orders, sessionCost: ledger, discovery, titleSearch, denied} = state;
	const {runProfiles} = state.saved;
	return {
		runs,
		workflows,
		orders,
		sessionCost: ledger,
		discovery,
		titleSearch,
		denied,
		runProfiles,
	};
}

/** The state with another world in it. */
export function withServerState(state: State, {runProfiles, ...serverState}: ServerState): State {
	return {...state, ...serverState, saved: {...state.saved, runProfiles}};
}
