import type {Action} from './action.ts';

const userActions: ReadonlySet<Action['type']> = new Set([
	'commandInvoked',
	'typed',
	'clicked',
	'wheeled',
]);

/** Whether the user did it and waits for its effect on the screen. */
export function isUserAction({type}: Action): boolean {
	return userActions.has(type);
}
