import {executionCost} from './execution.ts';
import {memoizeByObject} from './memoize.ts';
import {addMoney, noMoney, type Money} from './money/money.ts';
import type {Run, RunOrderId} from './run.ts';
import type {ForeignText} from './text/text.ts';

/** The last runs of a workflow, if all of them failed. Canceled and unfinished runs neither count nor end it. */
export type FailureStreak = {
	readonly workflowId: ForeignText;
	readonly title: ForeignText | null;
	/** The run that failed last. */
	readonly newest: RunOrderId;
	readonly failed: number;
	/** What the failed runs cost together. */
	readonly lost: Money;
};

/** The minimum number of failures in a row that is a streak. Fewer can be chance. */
const minFailures = 3;

/** Returns the streaks of the runs, by the id of the workflow. */
export const failureStreaks = memoizeByObject(
	(runs: ReadonlyMap<RunOrderId, Run>): ReadonlyMap<string, FailureStreak> => {
		const failed = [...runs.values()].filter(({execution}) => execution?.phase === 'failed');

		if (failed.length < minFailures) {
			return new Map();
		}

		const succeededAt = new Map<string, number>();

		for (const {execution} of runs.values()) {
			const id = execution?.workflowId?.exact;

			if (id !== undefined && execution?.phase === 'succeeded') {
				succeededAt.set(id, Math.max(succeededAt.get(id) ?? 0, execution.terminalAt ?? 0));
			}
		}

		const sinceSuccess = failed.filter(
			run => endOf(run) > (succeededAt.get(run.execution?.workflowId?.exact ?? '') ?? -1),
		);
		const streaks = new Map<string, FailureStreak>();

		for (const [id, group] of Map.groupBy(sinceSuccess, run => run.execution?.workflowId?.exact)) {
			const newest = group.reduce((last, run) => (endOf(run) >= endOf(last) ? run : last));
			const workflowId = newest.execution?.workflowId ?? null;

			if (id !== undefined && workflowId !== null && group.length >= minFailures) {
				const costs = group.map(({execution}) => executionCost(execution) ?? noMoney);
				streaks.set(id, {
					workflowId,
					title: newest.title,
					newest: newest.id,
					failed: group.length,
					lost: addMoney(...costs),
				});
			}
		}

		return streaks;
	},
);

function endOf({execution}: Run): number {
	return execution?.terminalAt ?? 0;
}
