import type {Instant} from '../../core/time/clock.ts';
import {elapsedMs, type Phase, executionCost} from '../../core/execution.ts';
import {forecast, likelySeconds} from '../../core/forecast/forecast.ts';
import type {ListSort, SortKey} from '../../core/saved-state.ts';
import {isDone, type Run, type RunOrderId} from '../../core/run.ts';

/** The order of the phases when sorting by status. Runs that may need the user's attention are first. */
const statusRanks: Readonly<Record<Phase | 'waiting', number>> = {
	failed: 0,
	running: 1,
	queued: 2,
	waiting: 3,
	other: 4,
	canceled: 5,
	succeeded: 6,
};

/** The value by which runs are compared. Unknown values (null) are last, also in the reverse order. */
type Rank = number | string | null;

/** `index` is the index of the run in the order in which the runs were added. */
const ranks: Readonly<Record<SortKey, (run: Run, now: Instant, index: number) => Rank>> = {
	added: (_run, _now, index) => index,
	status: ({execution}) => statusRanks[execution?.phase ?? 'waiting'],
	title: ({title}) => title?.safe.toLowerCase() ?? null,
	progress: ({execution}) => execution?.progressPercent ?? null,
	// `Number` is precise enough to compare amounts with eight decimals.
	cost: ({execution}) => {
		const cost = execution === null ? null : executionCost(execution);
		return cost === null ? null : Number(cost);
	},
	created: ({execution}) => execution?.createdAt ?? null,
	duration: ({execution}, now) => (execution === null ? null : elapsedMs(execution, now)),
	// Finished runs have no remaining time, so they are last, like runs without a forecast.
	left: (run, now) => (isDone(run) ? null : likelySeconds(forecast(run, now))),
};

/**
 * Sorts pinned runs before the others, and both groups by the key. Runs with equal values stay in the order in which
 * they were added, also in the reverse order. The reverse order of `added` lists the runs added last first.
 */
export function sortRuns(
	runs: readonly Run[],
	{key, descending}: ListSort,
	pinned: ReadonlySet<RunOrderId>,
	now: Instant,
): readonly Run[] {
	return runs
		.map((run, index) => ({
			run,
			group: pinned.has(run.id) ? 0 : 1,
			rank: ranks[key](run, now, index),
		}))
		.toSorted((a, b) => a.group - b.group || compareRanks(a.rank, b.rank, descending ? -1 : 1))
		.map(({run}) => run);
}

function compareRanks(a: Rank, b: Rank, sign: 1 | -1): number {
	if (a === null || b === null) {
		return Number(a === null) - Number(b === null);
	}

	return a === b ? 0 : sign * (a < b ? -1 : 1);
}
