import {addMoney, noMoney, type Money} from './money.ts';
import type {Run} from '../run.ts';
import {executionCost, type Phase} from '../execution.ts';

/** What all the runs cost so far, exactly. */
export function totalCost(runs: Iterable<Run>): Money {
	const costs = [...runs].map(({execution}) =>
		execution === null ? noMoney : (executionCost(execution) ?? noMoney),
	);
	return addMoney(...costs);
}

/** How many of the runs are in each phase, and how many have not been heard of (`waiting`). */
export function countPhases(runs: Iterable<Run>): Readonly<Record<Phase | 'waiting', number>> {
	const counts = {
		queued: 0,
		running: 0,
		succeeded: 0,
		failed: 0,
		canceled: 0,
		other: 0,
		waiting: 0,
	};

	for (const {execution} of runs) {
		counts[execution?.phase ?? 'waiting']++;
	}

	return counts;
}

/** How many runs ended how. */
export type OutcomeCounts = {
	readonly succeeded: number;
	readonly failed: number;
	readonly canceled: number;
	/** Whatever has not ended, also what is not followed any more. */
	readonly unfinished: number;
};

/** How many runs ended how, and what all of them cost so far. */
export type RunCounts = OutcomeCounts & {readonly totalCost: Money};

/** Counts what became of the runs; exact sums cost much more than counting, so they are left to `tallyRuns`. */
export function countOutcomes(runs: readonly Run[]): OutcomeCounts {
	const {succeeded, failed, canceled} = countPhases(runs);
	return {succeeded, failed, canceled, unfinished: runs.length - succeeded - failed - canceled};
}

/** Counts what became of the runs, and adds up what they cost. */
export function countRuns(runs: Iterable<Run>): RunCounts {
	const all = [...runs];
	return {...countOutcomes(all), totalCost: totalCost(all)};
}
