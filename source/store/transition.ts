import type {Action} from './action.ts';
import type {Effect} from './effect.ts';
import type {State} from './state.ts';

export type Transition = {
	/** The next state; the same object as before if nothing changed. */
	readonly state: State;
	/** The effects in the order in which they are executed, once the store has the new state. */
	readonly effects: readonly Effect[];
};

export type Reduce = (state: State, action: Action) => Transition;

/** The result of a handler. A plain state means a transition without effects. */
export type HandlerResult = State | Transition;

/** Converts the result of a handler to a transition. If the result is a plain state, the transition has `effects`. */
export function toTransition(result: HandlerResult, effects: readonly Effect[] = []): Transition {
	return 'effects' in result ? result : {state: result, effects};
}

export function noEffects(state: State): Transition {
	return {state, effects: []};
}
