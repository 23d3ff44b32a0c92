import type {SavedState} from '../../core/saved-state.ts';
import type {State} from '../../store/state.ts';

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

export function withServerState(state: State, {runProfiles, ...parts}: ServerState): State {
	return {...state, ...parts, saved: {...state.saved, runProfiles}};
}
