import type {Action} from './action.ts';

const userActions: ReadonlySet<Action['type']> = new Set([
	'commandInvoked',
	'typed',
	'clicked',
	'wheeled',
]);

/** Reports whether the user caused the action and waits for its effect on the screen. */
export function isUserAction({type}: Action): boolean {
	return userActions.has(type);
}
