import {hasEnded, type Run} from '../../core/run.ts';
import type {Action} from '../../store/action.ts';
import type {State} from '../../store/state.ts';

/** Returns the runs whose end an action reported, also those that had ended before they were watched. */
export function endedBy(action: Action, state: State, previous: State): readonly Run[] {
	if (action.type !== 'polled') {
		return [];
	}

	return [...new Set(action.outcomes.map(({id}) => id))].flatMap(id => {
		const [run, before] = [state.runs.get(id), previous.runs.get(id)];
		const isEnd = run !== undefined && hasEnded(run) && (before === undefined || !hasEnded(before));
		return isEnd && !run.isReopened ? [run] : [];
	});
}
