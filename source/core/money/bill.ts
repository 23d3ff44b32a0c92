import {divideMoney, addMoney, noMoney, subtractMoney, type Money} from './money.ts';
import type {Run} from '../run.ts';
import type {ForeignText} from '../text/text.ts';
import {countOutcomes, totalCost} from './totals.ts';
import {executionCost} from '../execution.ts';

export type Bill = {
	readonly runs: number;
	readonly succeeded: number;
	readonly failed: number;
	readonly canceled: number;
	readonly unfinished: number;
	readonly total: Money;
	/** The mean cost of the runs whose cost is known, rounded to eight decimals; null if no cost is known. */
	readonly mean: Money | null;
	readonly failedCost: Money;
	readonly canceledCost: Money;
	readonly compute: Money;
	readonly external: Money;
	/** `total` minus `compute` and `external`: the cost that the service does not itemize. */
	readonly other: Money;
};

export type WorkflowBill = Bill & {
	/** Null in the bill of the runs whose workflow is unknown. */
	readonly workflowId: ForeignText | null;
	readonly title: ForeignText | null;
};

/** Returns one bill of all runs and one bill per workflow. The most expensive workflow comes first. */
export function billOf(runs: Iterable<Run>): {
	readonly all: Bill;
	readonly workflows: readonly WorkflowBill[];
} {
	const all = [...runs];
	const groups = Map.groupBy(all, ({execution}) => execution?.workflowId?.exact ?? '');
	const workflows = [...groups.values()].map(group => ({
		...addUp(group),
		workflowId: group[0]?.execution?.workflowId ?? null,
		title: group.find(({title}) => title !== null)?.title ?? null,
	}));
	return {
		all: addUp(all),
		workflows: workflows.toSorted((a, b) => Number(b.total) - Number(a.total)),
	};
}

function addUp(runs: readonly Run[]): Bill {
	const costs = runs.map(({execution}) => (execution === null ? null : executionCost(execution)));
	const known = costs.filter(cost => cost !== null);
	const total = addMoney(...known);
	const compute = sumOf(runs, 'computeCost');
	const external = sumOf(runs, 'externalModelCost');
	return {
		runs: runs.length,
		...countOutcomes(runs),
		total,
		mean: known.length === 0 ? null : divideMoney(total, known.length),
		failedCost: totalCost(runs.filter(({execution}) => execution?.phase === 'failed')),
		canceledCost: totalCost(runs.filter(({execution}) => execution?.phase === 'canceled')),
		compute,
		external,
		other: subtractMoney(total, addMoney(compute, external)),
	};
}

function sumOf(runs: readonly Run[], part: 'computeCost' | 'externalModelCost'): Money {
	return addMoney(...runs.map(({execution}) => execution?.[part] ?? noMoney));
}
