import type {Instant} from '../../core/time/clock.ts';
import {elapsedMs, type Phase, executionCost} from '../../core/execution.ts';
import {forecast, likelySeconds} from '../../core/forecast/forecast.ts';
import type {ListSort} from '../../core/saved-state.ts';
import {isNoLongerPolled, type Run, type RunOrderId} from '../../core/run.ts';

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

type SortKeyInfo = {
	readonly name: {readonly en: string; readonly zh: string};
	/** `index`: the index in the order in which the runs were added. */
	readonly rank: (run: Run, now: Instant, index: number, needsMe: ReadonlySet<RunOrderId>) => Rank;
};

/** The keys by which runs can be sorted, in the order in which the sort command cycles through them. */
export const sortKeys = {
	added: {name: {en: 'added', zh: '添加顺序'}, rank: (_run, _now, index) => index},
	status: {
		name: {en: 'status', zh: '状态'},
		rank: ({execution}) => statusRanks[execution?.phase ?? 'waiting'],
	},
	title: {
		name: {en: 'title', zh: '标题'},
		rank: ({title}) => title?.safe.toLowerCase() ?? null,
	},
	progress: {
		name: {en: 'progress', zh: '进度'},
		rank: ({execution}) => execution?.progressPercent ?? null,
	},
	cost: {
		name: {en: 'cost', zh: '费用'},
		// `Number` is precise enough to compare amounts with eight decimals.
		rank: ({execution}) => {
			const cost = execution === null ? null : executionCost(execution);
			return cost === null ? null : Number(cost);
		},
	},
	created: {
		name: {en: 'created', zh: '创建时间'},
		rank: ({execution}) => execution?.createdAt ?? null,
	},
	duration: {
		name: {en: 'time', zh: '用时'},
		rank: ({execution}, now) => (execution === null ? null : elapsedMs(execution, now)),
	},
	left: {
		name: {en: 'ETA', zh: '剩余'},
		// Finished runs have no remaining time, so they are last, like runs without a forecast.
		rank: (run, now) => (isNoLongerPolled(run) ? null : likelySeconds(forecast(run, now))),
	},
	'needs-me': {
		name: {en: 'needs me', zh: '待处理'},
		rank: ({id}, _now, _index, needsMe) => (needsMe.has(id) ? 0 : 1),
	},
} satisfies Readonly<Record<string, SortKeyInfo>>;

export type SortKey = keyof typeof sortKeys;

export const sortKeyNames = Object.keys(sortKeys) as readonly SortKey[];

export function sortKeyOf(name: string): SortKey {
	return sortKeyNames.find(key => key === name) ?? 'added';
}

/**
 * Sorts pinned runs before the others, and each of the two groups by the key. Runs with equal values stay in the order
 * in which they were added, even if `descending`. For the key `added`, `descending` means that the latest run is first.
 */
export function sortRuns(
	runs: readonly Run[],
	{key, descending}: ListSort,
	pinned: ReadonlySet<RunOrderId>,
	now: Instant,
	needsMe: ReadonlySet<RunOrderId> = new Set(),
): readonly Run[] {
	const {rank}: SortKeyInfo = sortKeys[sortKeyOf(key)];
	return runs
		.map((run, index) => ({
			run,
			group: pinned.has(run.id) ? 0 : 1,
			rank: rank(run, now, index, needsMe),
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
