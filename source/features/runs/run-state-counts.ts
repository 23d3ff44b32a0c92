import {memoizeByObject} from '../../core/memoize.ts';
import {countPhases} from '../../core/money/totals.ts';
import type {State} from '../../store/state.ts';
import {troubledRuns} from './needs-me.ts';

/** Counts the runs by phase, and those of them that are stalled or late. */
export const countRunStates = memoizeByObject((runs: State['runs']) => {
	const troubles = [...troubledRuns(runs).values()];
	return {
		counts: countPhases(runs.values()),
		stalled: troubles.filter(trouble => trouble === 'stalled').length,
		late: troubles.filter(trouble => trouble === 'late').length,
	};
});
