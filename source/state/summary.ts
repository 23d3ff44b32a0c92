import type {Money} from '../domain/money.ts';
import type {Phase} from '../domain/run.ts';
import {countPhases, totalCost} from '../domain/totals.ts';
import type {State} from './state.ts';

/** All runs in a few figures. */
export type Summary = {
	readonly counts: Readonly<Record<Phase, number>>;
	/** Runs without a first answer. */
	readonly waiting: number;
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
	const fresh = {counts, waiting, totalCost: totalCost(runs.values())};
	remembered.set(runs, fresh);
	return fresh;
}
