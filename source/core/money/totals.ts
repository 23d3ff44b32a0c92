import {executionCost, type Phase} from '../execution.ts';
import type {Run} from '../run.ts';
import {addMoney, divideMoney, noMoney, subtractMoney, type Money} from './money.ts';

export type Bill = Readonly<ReturnType<typeof addUp>>;

export type WorkflowBill = ReturnType<typeof billOf>['workflows'][number];

/** Returns the bill (counts and costs) of all runs, and one for each workflow, the most expensive workflow first. */
export function billOf(runs: Iterable<Run>) {
	const all = [...runs];
	const groups = Map.groupBy(all, ({execution}) => execution?.workflowId?.exact ?? '');
	const workflows = [...groups.values()].map(group => ({
		...addUp(group),
		/** Null in the bill of the runs whose workflow is unknown. */
		workflowId: group[0]?.execution?.workflowId ?? null,
		title: group.find(({title}) => title !== null)?.title ?? null,
	}));
	return {
		all: addUp(all),
		workflows: workflows.toSorted((a, b) => Number(b.total) - Number(a.total)),
	};
}

function addUp(runs: readonly Run[]) {
	const costs = runs.map(({execution}) => executionCost(execution)).filter(cost => cost !== null);
	const total = totalCost(runs);
	const compute = addMoney(...runs.map(({execution}) => execution?.computeCost ?? noMoney));
	const external = addMoney(...runs.map(({execution}) => execution?.externalModelCost ?? noMoney));
	return {
		runs: runs.length,
		...countOutcomes(runs),
		total,
		/** The mean cost of the runs whose cost is known, rounded to eight decimals; null if no cost is known. */
		mean: costs.length === 0 ? null : divideMoney(addMoney(...costs), costs.length),
		failedCost: totalCost(runs.filter(({execution}) => execution?.phase === 'failed')),
		canceledCost: totalCost(runs.filter(({execution}) => execution?.phase === 'canceled')),
		compute,
		external,
		/** `total` minus `compute` and `external`: the cost that the service does not itemize. */
		other: total === null ? null : subtractMoney(total, addMoney(compute, external)),
	};
}

/** Returns null if the cost of a run cannot be read. */
export function totalCost(runs: Iterable<Run>): Money | null {
	const all = [...runs];
	return all.some(({execution}) => execution?.isCostUnreadable === true)
		? null
		: addMoney(...all.map(({execution}) => executionCost(execution) ?? noMoney));
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

function countOutcomes(runs: readonly Run[]) {
	const {succeeded, failed, canceled} = countPhases(runs);
	return {succeeded, failed, canceled, unfinished: runs.length - succeeded - failed - canceled};
}

export type RunCounts = Readonly<ReturnType<typeof countRuns>>;

export function countRuns(runs: Iterable<Run>) {
	const all = [...runs];
	return {...countOutcomes(all), totalCost: totalCost(all)};
}
