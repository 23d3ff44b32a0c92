import {elapsedMs, executionCost} from '../../core/execution.ts';
import {forecast, likelySeconds} from '../../core/forecast/forecast.ts';
import {listColumns} from '../../core/listed-run.ts';
import {phasesByUrgency} from '../../core/run-state.ts';
import {isNoLongerPolled, type Run, type RunOrderId} from '../../core/run.ts';
import type {ListSort} from '../../core/saved-state.ts';
import {cleanName} from '../../core/text/sanitize.ts';
import type {Instant} from '../../core/time/clock.ts';
import type {Language} from '../../i18n/language.ts';

type ColumnValue = number | string | null;

type Width =
	| {readonly min: number; readonly max: number}
	| {readonly min: number; readonly max?: number; readonly weight: number};

export type RunColumn = {
	readonly title: Readonly<Record<Language, string>>;
	/** In cells, or computed from the width of the list (see `ColumnWidth`). */
	readonly width: Width | ((listWidth: number) => Width);
	readonly align?: 'right';
	/** A narrow list leaves out the columns with the lowest priority. */
	readonly priority: number;
	/** The value by which the list can be sorted; none if it cannot. Unknown values (null) are last. */
	readonly value?: (run: Run, now: Instant) => ColumnValue;
	/** How the filter compares the value with what the user typed, like `cost:>0.5`. Default: not at all. */
	readonly term?: 'money' | 'percent' | 'time';
	/** Whether the sort command shows the largest value first; it does so for numbers and times. */
	readonly largestFirst?: true;
};

/** The minimum width, in cells, of a list with separate columns for the state, the progress and the times. */
export const wideList = 50;

const upTo = (max: number) => ({min: 0, max});
const right = {align: 'right', largestFirst: true} as const;

/** The columns of the run list by the ids that users type, in the order of a wide list. `cells.ts` has their texts. */
const columns = {
	id: {
		title: listColumns.id.titles,
		width: width => ({min: 4, max: Math.floor(width / 3)}),
		priority: 105,
	},
	title: {
		title: listColumns.title.titles,
		width: width => ({
			min: Math.max(2, Math.min(10, Math.floor(width / 6))),
			...(width < wideList ? {} : {max: Math.floor(width / 4)}),
			weight: 1,
		}),
		priority: 100,
		value: ({title}) => title?.safe.toLowerCase() ?? null,
	},
	state: {
		title: listColumns.status.titles,
		width: upTo(14),
		priority: 90,
		value: ({execution}) => phasesByUrgency.indexOf(execution?.phase ?? 'waiting'),
	},
	progress: {
		...right,
		title: {en: 'PROGRESS', zh: '进度'},
		width: upTo(10),
		priority: 80,
		value: ({execution}) => execution?.progressPercent ?? null,
		term: 'percent',
	},
	node: {title: {en: 'NODE / REASON', zh: '节点或原因'}, width: upTo(32), priority: 55},
	eta: {
		...right,
		title: {en: 'ETA', zh: '剩余'},
		width: upTo(14),
		priority: 70,
		// Ended runs have no remaining time, so they are last, like runs without a forecast.
		value: (run, now) => (isNoLongerPolled(run) ? null : likelySeconds(forecast(run, now))),
	},
	elapsed: {
		...right,
		title: listColumns.elapsed.titles,
		width: upTo(12),
		priority: 65,
		value: ({execution}, now) => elapsedMs(execution, now),
	},
	cost: {
		...right,
		title: listColumns.cost.titles,
		width: upTo(16),
		priority: 60,
		// `Number` is precise enough to compare amounts with eight decimals.
		value({execution}) {
			const cost = executionCost(execution);
			return cost === null ? null : Number(cost);
		},
		term: 'money',
	},
	created: {
		...right,
		title: listColumns.created.titles,
		width: upTo(14),
		priority: 40,
		value: ({execution}) => execution?.createdAt ?? null,
		term: 'time',
	},
	ended: {
		...right,
		title: listColumns.ended.titles,
		width: upTo(14),
		priority: 45,
		value: ({execution}) => execution?.terminalAt ?? null,
		term: 'time',
	},
	workflow: {
		title: listColumns.workflow.titles,
		width: upTo(24),
		priority: 20,
		value: ({execution}) => execution?.workflowId?.exact ?? null,
	},
} satisfies Readonly<Record<string, RunColumn>>;

export type ColumnId = keyof typeof columns;

export const runColumns: ReadonlyMap<string, RunColumn> = new Map(Object.entries(columns));

export const columnIds: readonly string[] = [...runColumns.keys()];

/** The names that a user can choose, for sentences. */
export const columnNames: readonly string[] = [...columnIds, 'input.KEY'];

/** Matches the name of a column. */
export const columnName = new RegExp(`^(?:${columnIds.join('|')}|input\\..+)$`);

/** Returns the key of a column `input.KEY`. */
export function inputKey(id: string): string {
	return id.replace(/^input\./, '');
}

/** In a narrow list, one column replaces state, progress and times. */
const summary: RunColumn = {
	title: columns.state.title,
	width: width => upTo(2 + Math.floor(width / 2)),
	align: 'right',
	priority: Infinity,
};

/** Returns a column of the table, the summary, or else `input.KEY`. */
export function columnOf(id: string): RunColumn {
	const title = cleanName(inputKey(id));
	const input = {title: {en: title, zh: title}, width: upTo(32), priority: 50};
	return runColumns.get(id) ?? (id === 'summary' ? summary : input);
}

/** The sort keys without a column. */
const otherSorts: Readonly<Record<string, Readonly<Record<Language, string>>>> = {
	added: {en: 'added', zh: '添加顺序'},
	'needs-me': {en: 'needs me', zh: '待处理'},
};

/** The keys by which runs can be sorted, in the order in which the sort command cycles through them. */
export const sortKeyNames: readonly string[] = [
	'added',
	...columnIds.filter(id => runColumns.get(id)?.value !== undefined),
	'needs-me',
];

/** Returns the key itself, or `added` for one that does not exist. */
export function sortKeyOf(name: string): string {
	return sortKeyNames.includes(name) ? name : 'added';
}

export function sortName(key: string, language: Language): string {
	return otherSorts[key]?.[language] ?? columnOf(key).title[language].toLowerCase();
}

/** Returns the sort by a key in its usual direction: numbers and times largest first. */
export function defaultSort(key: string): ListSort {
	return {key, descending: runColumns.get(key)?.largestFirst === true};
}

/**
 * Sorts the runs by the key. Runs with equal values stay in the order in which they were added, even if `descending`. For
 * the key `added`, `descending` means that the latest run is first.
 */
export function sortRuns(
	runs: readonly Run[],
	{key, descending}: ListSort,
	now: Instant,
	needsMe: ReadonlySet<RunOrderId>,
): readonly Run[] {
	const valueOf =
		runColumns.get(key)?.value ??
		(key === 'needs-me' ? ({id}: Run) => Number(!needsMe.has(id)) : null);
	const sign = descending ? -1 : 1;
	return runs
		.map((run, index) => ({run, value: valueOf === null ? index : valueOf(run, now)}))
		.toSorted(({value: a}, {value: b}) =>
			a === null || b === null
				? Number(a === null) - Number(b === null)
				: a === b
					? 0
					: sign * (a < b ? -1 : 1),
		)
		.map(({run}) => run);
}
