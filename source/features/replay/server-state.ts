import type {Remembered} from '../../core/saved-state.ts';
import type {State} from '../../store/state.ts';

/** What of the state came from the service: what a replay takes back when it goes back. The rest is the reader's. */
export type World = Omit<
	State,
	| 'view'
	| 'budget'
	| 'shelf'
	| 'downloads'
	| 'keeping'
	| 'book'
	| 'picker'
	| 'profile'
	| 'now'
	| 'paused'
	| 'replay'
	| 'remembered'
> &
	Pick<Remembered, 'runTimes'>;

/** The world of a state. */
export function worldOf(state: State): World {
	const {runs, workflows, orders, ledger, discovery, titleSearch, denied} = state;
	const {runTimes} = state.remembered;
	return {runs, workflows, orders, ledger, discovery, titleSearch, denied, runTimes};
}

/** The state with another world in it. */
export function withWorld(state: State, {runTimes, ...world}: World): State {
	return {...state, ...world, remembered: {...state.remembered, runTimes}};
}
