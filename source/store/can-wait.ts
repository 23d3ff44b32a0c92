import type {Run} from '../core/run.ts';
import type {Action} from './action.ts';
import type {State} from './state.ts';

const backgroundActions: ReadonlySet<Action['type']> = new Set([
	'workflowLoaded',
	'workflowFailed',
	'listLoaded',
	'titlesLoaded',
]);

/**
 * Reports whether the screen can show the change later, in the next background frame. Progress and log entries of many
 * runs arrive all the time, and a frame for each would cost more than everything else. User actions, the first response
 * of a run and a new status cannot wait.
 */
export function canWait(action: Action, state: State, previous: State): boolean {
	return action.type === 'polled'
		? action.outcomes.every(({id}) => isSameStatus(previous.runs.get(id), state.runs.get(id)))
		: backgroundActions.has(action.type);
}

function isSameStatus(before: Run | undefined, after: Run | undefined): boolean {
	return (
		before?.execution?.status.exact === after?.execution?.status.exact &&
		before?.polling.gaveUp === after?.polling.gaveUp &&
		(before?.polling.problem === null) === (after?.polling.problem === null)
	);
}
