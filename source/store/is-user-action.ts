import type {Action} from './action.ts';

/** What the reader does. */
const userActions: ReadonlySet<Action['type']> = new Set([
	'commandInvoked',
	'typed',
	'clicked',
	'wheeled',
]);

/** Whether it is what the reader does: he waits for it to be seen. */
export function isUserAction({type}: Action): boolean {
	return userActions.has(type);
}
