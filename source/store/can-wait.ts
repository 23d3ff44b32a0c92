import type {Run} from '../core/run.ts';
import type {Action} from './action.ts';
import type {State} from './state.ts';

/** What else may come at any time, and changes little. */
const backgroundActions: ReadonlySet<Action['type']> = new Set([
	'workflowLoaded',
	'workflowFailed',
	'listLoaded',
	'titlesLoaded',
]);

/**
 * Whether a change may be shown a little later, together with those that follow it. What the reader did may not, nor
 * what he waits for: the first answer about a run, and the end of a state. That progress goes on, or that a log grows,
 * is news of every moment, of each run: a frame for each would cost more than everything else.
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
