import type {Run} from '../core/run.ts';
import type {Action} from './action.ts';
import type {State} from './state.ts';

/**
 * How soon the screen must show a change. `user`: at once. `normal`: in the next frame. `between-keys`: likewise, but not
 * while the user presses keys, because a frame delays the next key. `background`: it can wait.
 */
export type Urgency = 'user' | 'normal' | 'between-keys' | 'background';

const userActions: ReadonlySet<Action['type']> = new Set([
	'commandInvoked',
	'typed',
	'clicked',
	'wheeled',
]);

const backgroundActions: ReadonlySet<Action['type']> = new Set([
	'workflowLoaded',
	'workflowFailed',
	'listLoaded',
	'balanceLoaded',
	'serviceChanged',
	'syncChanged',
	'overlayMeasured',
]);

/** Progress and log entries are `background`: they arrive all the time, and a frame for each would be too costly. */
export function urgencyOf(action: Action, state: State, previous: State): Urgency {
	if (isUserAction(action)) {
		return 'user';
	}

	if (action.type === 'ticked') {
		return 'between-keys';
	}

	if (action.type === 'polled') {
		const isSame = action.outcomes.every(({id}) =>
			isSameStatus(previous.runs.get(id), state.runs.get(id)),
		);
		return isSame ? 'background' : 'between-keys';
	}

	return backgroundActions.has(action.type) ? 'background' : 'normal';
}

/** The same with `calm`: what the service and the downloads report waits for the next tick. */
export function calmUrgencyOf(action: Action, state: State, previous: State): Urgency {
	return action.type === 'polled' || action.type === 'downloadsUpdated'
		? 'background'
		: urgencyOf(action, state, previous);
}

export function isUserAction({type}: Action): boolean {
	return userActions.has(type);
}

function isSameStatus(before: Run | undefined, after: Run | undefined): boolean {
	return (
		before?.execution?.status.exact === after?.execution?.status.exact &&
		before?.polling.gaveUp === after?.polling.gaveUp &&
		(before?.polling.problem === null) === (after?.polling.problem === null)
	);
}
