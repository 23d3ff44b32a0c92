import type {Action} from './action.ts';
import type {Effect} from './effect.ts';
import type {State} from './state.ts';

/** What one action leads to: the state after it, and what is to be done outside. */
export type Transition = {
	/** The identical object when the action changed nothing. */
	readonly state: State;
	/** To be carried out in this order, once the state is in force. */
	readonly effects: readonly Effect[];
};

/** The one function that writes the state. Pure. */
export type Reduce = (state: State, action: Action) => Transition;

/** A step that asks for nothing outside. */
export function noEffects(state: State): Transition {
	return {state, effects: []};
}
