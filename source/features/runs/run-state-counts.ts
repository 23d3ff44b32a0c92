import {memoizeByObject} from '../../core/memoize.ts';
import {lateSince, stalledSince} from '../../core/forecast/anomalies.ts';
import {countPhases} from '../../core/money/totals.ts';
import type {State} from '../../store/state.ts';

/** Counts the runs by phase, and those of them that are stalled or late. */
export const countRunStates = memoizeByObject((runs: State['runs']) => {
	let [stalled, late] = [0, 0];

	for (const run of runs.values()) {
		if (stalledSince(run) !== null) {
			stalled++;
		} else if (lateSince(run) !== null) {
			late++;
		}
	}

	return {counts: countPhases(runs.values()), stalled, late};
});
