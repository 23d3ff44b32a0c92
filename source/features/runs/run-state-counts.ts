import {memoizeByObject} from '../../core/memoize.ts';
import {lateSince, stalledSince} from '../../core/forecast/anomalies.ts';
import type {Phase} from '../../core/execution.ts';
import {countPhases} from '../../core/money/totals.ts';
import type {State} from '../../store/state.ts';

type RunStateCounts = {
	readonly counts: Readonly<Record<Phase, number>>;
	/**
	 * Numbers of runs. `waiting`: runs without a response yet. `stalled`: runs without progress for too long. `late`:
	 * runs that make progress but are much slower than usual.
	 */
	readonly waiting: number;
	readonly stalled: number;
	readonly late: number;
};

export const countRunStates = memoizeByObject((runs: State['runs']): RunStateCounts => {
	const {waiting, ...counts} = countPhases(runs.values());
	let [stalled, late] = [0, 0];

	for (const run of runs.values()) {
		if (stalledSince(run) !== null) {
			stalled++;
		} else if (lateSince(run) !== null) {
			late++;
		}
	}

	return {counts, waiting, stalled, late};
});
