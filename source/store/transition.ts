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

/** The result of a handler. A state stands for a transition without effects. */
export type HandlerResult = State | Transition;

/** `effects`: of a result that is only a state. */
export function toTransition(result: HandlerResult, effects: readonly Effect[] = []): Transition {
	return 'effects' in result ? result : {state: result, effects};
}

export function noEffects(state: State): Transition {
	return {state, effects: []};
}
