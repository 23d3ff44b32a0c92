import type {Run} from '../../core/run.ts';
import type {State} from '../../store/state.ts';

/** The run that is selected; null when none is. */
export function selectedRun(state: State): Run | null {
	const {selected} = state.view;
	return selected === null ? null : (state.runs.get(selected) ?? null);
}
