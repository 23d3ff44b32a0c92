import {elapsedMs, executionCost, type Phase} from '../../core/execution.ts';
import {forecast, likelySeconds} from '../../core/forecast/forecast.ts';
import {isNoLongerPolled, type Run, type RunOrderId} from '../../core/run.ts';
import type {ListSort} from '../../core/saved-state.ts';
import type {Instant} from '../../core/time/clock.ts';
import type {Language} from '../../i18n/language.ts';

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

type SortValue = {
	/** `index`: the index in the order in which the runs were added. */
	readonly rank: (run: Run, now: Instant, index: number, needsMe: ReadonlySet<RunOrderId>) => Rank;
	/** Whether the sort command shows the largest value first; it does so for numbers and times. */
	readonly largestFirst?: true;
};

/**
 * The columns of the run list by the ids that users type, in the order of a wide list, each with the value by which the
 * list can be sorted; null if it cannot.
 */
const columnSorts = {
	id: null,
	title: {rank: ({title}) => title?.safe.toLowerCase() ?? null},
	state: {rank: ({execution}) => statusRanks[execution?.phase ?? 'waiting']},
	progress: {rank: ({execution}) => execution?.progressPercent ?? null, largestFirst: true},
	node: null,
	// Finished runs have no remaining time, so they are last, like runs without a forecast.
	eta: {
		rank: (run, now) => (isNoLongerPolled(run) ? null : likelySeconds(forecast(run, now))),
		largestFirst: true,
	},
	elapsed: {
		rank: ({execution}, now) => elapsedMs(execution, now),
		largestFirst: true,
	},
	cost: {
		// `Number` is precise enough to compare amounts with eight decimals.
		rank: ({execution}) => {
			const cost = executionCost(execution);
			return cost === null ? null : Number(cost);
		},
		largestFirst: true,
	},
	created: {rank: ({execution}) => execution?.createdAt ?? null, largestFirst: true},
	ended: {rank: ({execution}) => execution?.terminalAt ?? null, largestFirst: true},
	workflow: {rank: ({execution}) => execution?.workflowId?.exact ?? null},
	stale: null,
} satisfies Readonly<Record<string, SortValue | null>>;

export type ColumnId = keyof typeof columnSorts;

export const columnIds = Object.keys(columnSorts) as readonly ColumnId[];

/** An input of the run by its key. */
export const inputColumn = /^input\.(.+)$/s;

/** Matches the name of a column. */
export const columnName = new RegExp(`^(?:${columnIds.join('|')}|input\\..+)$`);

/** The names that a user can choose, for sentences. */
export const columnNames: readonly string[] = [...columnIds, 'input.KEY'];

type SortedColumnId = {
	[Id in ColumnId]: (typeof columnSorts)[Id] extends null ? never : Id;
}[ColumnId];

/** The sort keys without a column, with their names. */
export const otherSorts = {
	added: {name: {en: 'added', zh: '添加顺序'}, rank: (_run, _now, index) => index},
	'needs-me': {
		name: {en: 'needs me', zh: '待处理'},
		rank: ({id}, _now, _index, needsMe) => (needsMe.has(id) ? 0 : 1),
	},
} satisfies Readonly<
	Record<string, SortValue & {readonly name: Readonly<Record<Language, string>>}>
>;

export type SortKey = keyof typeof otherSorts | SortedColumnId;

const sortValues: Readonly<Record<SortKey, SortValue>> = {...otherSorts, ...columnSorts};

/** The keys by which runs can be sorted, in the order in which the sort command cycles through them. */
export const sortKeyNames: readonly SortKey[] = [
	'added',
	...columnIds.filter((id): id is SortedColumnId => columnSorts[id] !== null),
	'needs-me',
];

export function sortKeyOf(name: string): SortKey {
	return sortKeyNames.find(key => key === name) ?? 'added';
}

/** Returns the sort by a key in its usual direction: numbers and times largest first. */
export function defaultSort(key: SortKey): ListSort {
	return {key, descending: sortValues[key].largestFirst === true};
}

/**
 * Sorts the runs by the key. Runs with equal values stay in the order in which they were added, even if `descending`. For
 * the key `added`, `descending` means that the latest run is first.
 */
export function sortRuns(
	runs: readonly Run[],
	{key, descending}: ListSort,
	now: Instant,
	needsMe: ReadonlySet<RunOrderId> = new Set(),
): readonly Run[] {
	const {rank} = sortValues[sortKeyOf(key)];
	return runs
		.map((run, index) => ({run, rank: rank(run, now, index, needsMe)}))
		.toSorted((a, b) => compareRanks(a.rank, b.rank, descending ? -1 : 1))
		.map(({run}) => run);
}

function compareRanks(a: Rank, b: Rank, sign: 1 | -1): number {
	if (a === null || b === null) {
		return Number(a === null) - Number(b === null);
	}

	return a === b ? 0 : sign * (a < b ? -1 : 1);
}
