import type {Phase} from '../domain/run.ts';
import {stalledSince} from '../domain/stall.ts';
import {countPhases} from '../domain/totals.ts';
import type {State} from './state.ts';

/** All runs in a few figures. */
export type Summary = {
	readonly counts: Readonly<Record<Phase, number>>;
	/** Runs without a first answer. */
	readonly waiting: number;
	/** Running runs that stand still for too long. */
	readonly stalled: number;
};

/** Of each map of runs that was asked for: a frame in which nothing happened to a run counts nothing. */
const remembered = new WeakMap<State['runs'], Summary>();

/** How many runs are in each phase. */
export function summary(runs: State['runs']): Summary {
	const known = remembered.get(runs);

	if (known !== undefined) {
		return known;
	}

	const {waiting, ...counts} = countPhases(runs.values());
	const stalled = [...runs.values()].filter(run => stalledSince(run) !== null).length;
	const fresh = {counts, waiting, stalled};
	remembered.set(runs, fresh);
	return fresh;
}
