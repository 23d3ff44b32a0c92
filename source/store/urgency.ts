import type {Action, ActionType} from './action.ts';
import type {State} from './state.ts';

/**
 * How soon the screen must show a change. `user`: at once. `soon`: in the next frame, but not while the user presses keys,
 * because a frame delays the next key. `later`: with another change, or after a second.
 */
export type Urgency = 'user' | 'soon' | 'later';

/** Returns the urgency of an action that has changed the state from `previous`. `calm`: what the service reports can wait. */
export type UrgencyOf = (action: Action, state: State, previous: State, calm?: boolean) => Urgency;

const userActions: ReadonlySet<ActionType> = new Set([
	'commandInvoked',
	'typed',
	'clicked',
	'wheeled',
]);

export function isUserAction({type}: Action): boolean {
	return userActions.has(type);
}
