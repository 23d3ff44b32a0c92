import {elapsedMs, executionCost, type Phase} from '../../core/execution.ts';
import {forecast, likelySeconds} from '../../core/forecast/forecast.ts';
import {isNoLongerPolled, type Run, type RunOrderId} from '../../core/run.ts';
import type {ListSort} from '../../core/saved-state.ts';
import {cleanName} from '../../core/text/sanitize.ts';
import type {Instant} from '../../core/time/clock.ts';
import type {Language} from '../../i18n/language.ts';

/** The value by which runs are compared. Unknown values (null) are last, also in the reverse order. */
type Rank = number | string | null;

export type RunColumn = {
	readonly title: Readonly<Record<Language, string>>;
	/** In cells, or computed from the width of the list (see `ColumnWidth`). */
	readonly width: Width | ((listWidth: number) => Width);
	readonly align?: 'right';
	/** A narrow list leaves out the columns with the lowest priority. */
	readonly priority: number;
	/** The value by which the list can be sorted; none if it cannot. */
	readonly rank?: (run: Run, now: Instant) => Rank;
	/** Whether the sort command shows the largest value first; it does so for numbers and times. */
	readonly largestFirst?: true;
};

type Width =
	| {readonly min: number; readonly max: number}
	| {readonly min: number; readonly max?: number; readonly weight: number};

/** The minimum width, in cells, of a list with separate columns for the state, the progress and the times. */
export const wideList = 50;

/** The order when sorting by state. Runs that may need the user's attention are first. */
const stateRanks: Readonly<Record<Phase | 'waiting', number>> = {
	failed: 0,
	running: 1,
	queued: 2,
	waiting: 3,
	other: 4,
	canceled: 5,
	succeeded: 6,
};

const upTo = (max: number) => ({min: 0, max});

/** The columns of the run list by the ids that users type, in the order of a wide list. `cells.ts` has their texts. */
const columns = {
	id: {
		title: {en: 'ID', zh: '单号'},
		width: width => ({min: 4, max: Math.floor(width / 3)}),
		priority: 105,
	},
	title: {
		title: {en: 'TITLE', zh: '标题'},
		width: width => ({
			min: Math.max(2, Math.min(10, Math.floor(width / 6))),
			...(width < wideList ? {} : {max: Math.floor(width / 4)}),
			weight: 1,
		}),
		priority: 100,
		rank: ({title}) => title?.safe.toLowerCase() ?? null,
	},
	state: {
		title: {en: 'STATE', zh: '状态'},
		width: upTo(14),
		priority: 90,
		rank: ({execution}) => stateRanks[execution?.phase ?? 'waiting'],
	},
	progress: {
		title: {en: 'PROGRESS', zh: '进度'},
		width: upTo(10),
		align: 'right',
		priority: 80,
		rank: ({execution}) => execution?.progressPercent ?? null,
		largestFirst: true,
	},
	node: {
		title: {en: 'NODE / REASON', zh: '节点或原因'},
		width: upTo(32),
		priority: 55,
	},
	eta: {
		title: {en: 'ETA', zh: '剩余'},
		width: upTo(14),
		align: 'right',
		priority: 70,
		// Ended runs have no remaining time, so they are last, like runs without a forecast.
		rank: (run, now) => (isNoLongerPolled(run) ? null : likelySeconds(forecast(run, now))),
		largestFirst: true,
	},
	elapsed: {
		title: {en: 'ELAPSED', zh: '用时'},
		width: upTo(12),
		align: 'right',
		priority: 65,
		rank: ({execution}, now) => elapsedMs(execution, now),
		largestFirst: true,
	},
	cost: {
		title: {en: 'COST', zh: '费用'},
		width: upTo(16),
		align: 'right',
		priority: 60,
		// `Number` is precise enough to compare amounts with eight decimals.
		rank({execution}) {
			const cost = executionCost(execution);
			return cost === null ? null : Number(cost);
		},
		largestFirst: true,
	},
	created: {
		title: {en: 'CREATED', zh: '创建'},
		width: upTo(14),
		align: 'right',
		priority: 40,
		rank: ({execution}) => execution?.createdAt ?? null,
		largestFirst: true,
	},
	ended: {
		title: {en: 'ENDED', zh: '结束'},
		width: upTo(14),
		align: 'right',
		priority: 45,
		rank: ({execution}) => execution?.terminalAt ?? null,
		largestFirst: true,
	},
	workflow: {
		title: {en: 'WORKFLOW', zh: '工作流'},
		width: upTo(24),
		priority: 20,
		rank: ({execution}) => execution?.workflowId?.exact ?? null,
	},
	stale: {
		title: {en: 'PROBLEM', zh: '问题'},
		width: upTo(24),
		priority: 30,
	},
} satisfies Readonly<Record<string, RunColumn>>;

export type ColumnId = keyof typeof columns;

const table: ReadonlyMap<string, RunColumn> = new Map(Object.entries(columns));

export const columnIds: readonly string[] = Object.keys(columns);

/** The names that a user can choose, for sentences. */
export const columnNames: readonly string[] = [...columnIds, 'input.KEY'];

/** An input of the run by its key. */
export const inputColumn = /^input\.(.+)$/s;

/** Matches the name of a column. */
export const columnName = new RegExp(`^(?:${columnIds.join('|')}|input\\..+)$`);

/** In a narrow list, one column replaces state, progress and times. */
const summary: RunColumn = {
	title: columns.state.title,
	width: width => upTo(2 + Math.floor(width / 2)),
	align: 'right',
	priority: Infinity,
};

/** Returns the column of an id that a user can choose, or else the summary. */
export function columnOf(id: string): RunColumn {
	const [, key] = inputColumn.exec(id) ?? [];
	return table.get(id) ?? (key === undefined ? summary : inputOf(key));
}

function inputOf(key: string): RunColumn {
	const title = cleanName(key);
	return {
		title: {en: title, zh: title},
		width: upTo(32),
		priority: 50,
	};
}

/** The sort keys without a column. */
const otherSorts: Readonly<Record<string, Readonly<Record<Language, string>>>> = {
	added: {en: 'added', zh: '添加顺序'},
	'needs-me': {en: 'needs me', zh: '待处理'},
};

/** The keys by which runs can be sorted, in the order in which the sort command cycles through them. */
export const sortKeyNames: readonly string[] = [
	'added',
	...columnIds.filter(id => table.get(id)?.rank !== undefined),
	'needs-me',
];

/** Returns the key itself, or `added` for one of another version. */
export function sortKeyOf(name: string): string {
	return sortKeyNames.includes(name) ? name : 'added';
}

export function sortName(key: string, language: Language): string {
	return otherSorts[key]?.[language] ?? columnOf(key).title[language].toLowerCase();
}

/** Returns the sort by a key in its usual direction: numbers and times largest first. */
export function defaultSort(key: string): ListSort {
	return {key, descending: table.get(key)?.largestFirst === true};
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
	const rank = table.get(key)?.rank;
	const rankOf = (run: Run, index: number): Rank =>
		rank !== undefined ? rank(run, now) : key === 'needs-me' ? Number(!needsMe.has(run.id)) : index;
	return runs
		.map((run, index) => ({run, rank: rankOf(run, index)}))
		.toSorted((a, b) => compareRanks(a.rank, b.rank, descending ? -1 : 1))
		.map(({run}) => run);
}

function compareRanks(a: Rank, b: Rank, sign: 1 | -1): number {
	if (a === null || b === null) {
		return Number(a === null) - Number(b === null);
	}

	return a === b ? 0 : sign * (a < b ? -1 : 1);
}
