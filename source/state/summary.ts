import type {Money} from '../domain/money.ts';
import type {Phase} from '../domain/run.ts';
import {stalledSince} from '../domain/stall.ts';
import {countPhases, totalCost} from '../domain/totals.ts';
import type {State} from './state.ts';

/** All runs in a few figures. */
export type Summary = {
	readonly counts: Readonly<Record<Phase, number>>;
	/** Runs without a first answer. */
	readonly waiting: number;
	/** Running runs that stand still for too long. */
	readonly stalled: number;
	readonly totalCost: Money;
};

/** Of each map of runs that was asked for: a frame in which nothing happened to a run adds nothing up. */
const remembered = new WeakMap<State['runs'], Summary>();

/** How many runs are in each phase, and what all of them cost so far. */
export function summary(runs: State['runs']): Summary {
	const known = remembered.get(runs);

	if (known !== undefined) {
		return known;
	}

	const {waiting, ...counts} = countPhases(runs.values());
	const stalled = [...runs.values()].filter(run => stalledSince(run) !== null).length;
	const fresh = {counts, waiting, stalled, totalCost: totalCost(runs.values())};
	remembered.set(runs, fresh);
	return fresh;
}
