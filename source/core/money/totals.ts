import {addMoney, noMoney, type Money} from './money.ts';
import type {Run} from '../run.ts';
import {executionCost, type Phase} from '../execution.ts';

export function totalCost(runs: Iterable<Run>): Money {
	const costs = [...runs].map(({execution}) =>
		execution === null ? noMoney : (executionCost(execution) ?? noMoney),
	);
	return addMoney(...costs);
}

/** Counts the runs by phase. `waiting` counts the runs without a response. */
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

export type OutcomeCounts = {
	readonly succeeded: number;
	readonly failed: number;
	readonly canceled: number;
	readonly unfinished: number;
};

export type RunCounts = OutcomeCounts & {readonly totalCost: Money};

export function countOutcomes(runs: readonly Run[]): OutcomeCounts {
	const {succeeded, failed, canceled} = countPhases(runs);
	return {succeeded, failed, canceled, unfinished: runs.length - succeeded - failed - canceled};
}

export function countRuns(runs: Iterable<Run>): RunCounts {
	const all = [...runs];
	return {...countOutcomes(all), totalCost: totalCost(all)};
}
