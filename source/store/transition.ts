import type {Action} from './action.ts';
import type {Effect} from './effects.ts';
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

export function noEffects(state: State): Transition {
	return {state, effects: []};
}

export function toTransition(result: HandlerResult): Transition {
	return 'effects' in result ? result : noEffects(result);
}

/** Passes the state of a result to the next handler. The transition has the effects of both. */
export function andThen(
	result: HandlerResult,
	handle: (state: State) => HandlerResult,
): Transition {
	const first = toTransition(result);
	const second = toTransition(handle(first.state));
	return {state: second.state, effects: [...first.effects, ...second.effects]};
}
