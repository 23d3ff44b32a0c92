import type {State} from './state.ts';

/** What of the state came from the service: what a replay takes back when it goes back. The rest is the reader's. */
export type World = Omit<State, 'view' | 'helpLength' | 'now' | 'paused' | 'replay' | 'remembered'>;

/** The world of a state. */
export function worldOf(state: State): World {
	const {runs, workflows, orders, discovery, denied} = state;
	return {runs, workflows, orders, discovery, denied};
}
