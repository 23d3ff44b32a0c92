import {elapsedMs, executionCost, type Phase} from '../execution.ts';
import type {WorkflowStatistics} from '../history.ts';
import type {Run} from '../run.ts';
import {addMoney, compareMoney, noMoney, type Money} from './money.ts';

/** Sums up the costs and the results of a session's runs by workflow, the most expensive workflow first. */
export function costsByWorkflow(runs: Iterable<Run>): readonly WorkflowStatistics[] {
	const counted = [...runs].filter(({samples}) => samples.countsForSession);
	const groups = Map.groupBy(counted, ({execution}) => execution?.workflowId?.exact ?? '');
	const costsOf = (some: readonly Run[]) =>
		some.map(({execution}) => executionCost(execution)).filter(cost => cost !== null);
	return [...groups]
		.map(([key, group]) => {
			const inPhase = (...phases: readonly Phase[]) =>
				group.filter(({execution}) => execution !== null && phases.includes(execution.phase));
			const {succeeded, failed, canceled} = countPhases(group);
			const seconds = inPhase('succeeded')
				.map(({execution}) => elapsedMs(execution, 0))
				.filter(time => time !== null)
				.map(time => time / 1000);
			return {
				key,
				title: group.find(({title}) => title !== null)?.title ?? null,
				runs: group.length,
				succeeded,
				failed,
				canceled,
				spent: addMoney(...costsOf(group)),
				billed: noMoney,
				lost: addMoney(...costsOf(inPhase('failed', 'canceled'))),
				priced: costsOf(group).length,
				p50: percentile(seconds, 0.5),
				p95: percentile(seconds, 0.95),
			};
		})
		.toSorted((a, b) => compareMoney(b.spent, a.spent));
}

/** Returns the smallest value that at least this share of the values does not exceed; null without a value. */
export function percentile(values: readonly number[], share: number): number | null {
	const sorted = values.toSorted((a, b) => a - b);
	return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? null;
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

export type RunCounts = Readonly<ReturnType<typeof countRuns>>;

export function countRuns(runs: Iterable<Run>) {
	const all = [...runs];
	const {succeeded, failed, canceled} = countPhases(all);
	const unfinished = all.length - succeeded - failed - canceled;
	return {succeeded, failed, canceled, unfinished, totalCost: totalCost(all)};
}
