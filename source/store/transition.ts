import type {Action} from './action.ts';
import type {Effect} from './effect.ts';
import type {State} from './state.ts';

export type Transition = {
	/** The identical object if nothing changed. */
	readonly state: State;
	/** In order of execution, after the state is set. */
	readonly effects: readonly Effect[];
};

export type Reduce = (state: State, action: Action) => Transition;

export function noEffects(state: State): Transition {
	return {state, effects: []};
}
