import {lateSince, stalledSince} from '../../core/forecast/anomalies.ts';
import type {Phase} from '../../core/execution.ts';
import {countPhases} from '../../core/money/totals.ts';
import type {State} from '../../store/state.ts';

/** All runs in a few figures. */
export type Summary = {
	readonly counts: Readonly<Record<Phase, number>>;
	/** Runs without a first answer. */
	readonly waiting: number;
	/** Running runs that stand still for too long. */
	readonly stalled: number;
	/** Those that are late and not stalled. */
	readonly late: number;
};

/** Of each map of runs that was asked for: a frame in which nothing happened to a run counts nothing. */
const saved = new WeakMap<State['runs'], Summary>();

/** How many runs are in each phase. */
export function summary(runs: State['runs']): Summary {
	const known = saved.get(runs);

	if (known !== undefined) {
		return known;
	}

	const {waiting, ...counts} = countPhases(runs.values());
	let [stalled, late] = [0, 0];

	for (const run of runs.values()) {
		if (stalledSince(run) !== null) {
			stalled++;
		} else if (lateSince(run) !== null) {
			late++;
		}
	}

	const fresh = {counts, waiting, stalled, late};
	saved.set(runs, fresh);
	return fresh;
}
