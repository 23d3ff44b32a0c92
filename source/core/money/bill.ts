import {divideMoney, addMoney, noMoney, subtractMoney, type Money} from './money.ts';
import type {Run} from '../run.ts';
import type {ForeignText} from '../text/text.ts';
import {countOutcomes, totalCost} from './totals.ts';
import {executionCost} from '../execution.ts';

/** What some runs cost so far. The sums are exact. */
export type Bill = {
	readonly runs: number;
	readonly succeeded: number;
	readonly failed: number;
	readonly canceled: number;
	/** Neither succeeded, failed nor canceled, so that these four counts add up to `runs`. */
	readonly unfinished: number;
	readonly total: Money;
	/** The average cost of a run, to eight decimals; null without one whose cost is known. */
	readonly mean: Money | null;
	/** What the failed runs cost. */
	readonly failedCost: Money;
	readonly canceledCost: Money;
	readonly compute: Money;
	/** Models of others. */
	readonly external: Money;
	/** What is in the total and in neither of these; the service may tell nothing but a total. */
	readonly other: Money;
};

/** The bill of the runs of a workflow. */
export type WorkflowBill = Bill & {
	/** Null for runs whose workflow is not known yet. */
	readonly workflowId: ForeignText | null;
	readonly title: ForeignText | null;
};

/** What all of the runs cost, and those of each workflow; the dearest workflow first. */
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
	const told = costs.filter(cost => cost !== null);
	const total = addMoney(...told);
	const compute = sumOf(runs, 'computeCost');
	const external = sumOf(runs, 'externalModelCost');
	return {
		runs: runs.length,
		...countOutcomes(runs),
		total,
		mean: told.length === 0 ? null : divideMoney(total, told.length),
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
