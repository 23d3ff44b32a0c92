import type {Run} from '../core/run.ts';
import type {Action} from './action.ts';
import type {State} from './state.ts';

/**
 * How soon the screen must show a change. `user`: at once. `soon`: in the next frame, but not while the user presses keys,
 * because a frame delays the next key. `later`: with another change, or after a second.
 */
export type Urgency = 'user' | 'soon' | 'later';

const userActions: ReadonlySet<Action['type']> = new Set([
	'commandInvoked',
	'typed',
	'clicked',
	'wheeled',
]);

const laterActions: ReadonlySet<Action['type']> = new Set([
	'workflowLoaded',
	'workflowFailed',
	'listLoaded',
	'balanceLoaded',
	'serviceChanged',
	'overlayMeasured',
]);

/** Progress and log entries can wait: they arrive all the time, and a frame for each would be too costly. */
export function urgencyOf(action: Action, state: State, previous: State, calm = false): Urgency {
	// The user waits for a preview and for a screen of the new size, too.
	if (isUserAction(action) || action.type === 'previewUpdated' || action.type === 'resized') {
		return 'user';
	}

	const isReport = action.type === 'polled' || action.type === 'downloadUpdated';

	if (laterActions.has(action.type) || (calm && isReport)) {
		return 'later';
	}

	const isProgress =
		action.type === 'polled' &&
		action.outcomes.every(({id}) => isSameStatus(previous.runs.get(id), state.runs.get(id)));
	return isProgress ? 'later' : 'soon';
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
