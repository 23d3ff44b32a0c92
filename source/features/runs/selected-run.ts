import type {Run} from '../../core/run.ts';
import type {State} from '../../store/state.ts';

export function selectedRun(state: State): Run | null {
	const {selected} = state.view;
	return selected === null ? null : (state.runs.get(selected) ?? null);
}
