import type {ListedRun} from '../../core/listed-run.ts';
import type {RunOrderId} from '../../core/run.ts';
import type {ListSort} from '../../core/saved-state.ts';
import type {Instant} from '../../core/time/clock.ts';
import type {Language} from '../../i18n/messages.ts';
import {columnIds, columnOf, isTextColumn, runColumns, type RunColumn} from './columns.ts';

type SortValue = number | string | null;

/** The sort keys without a column. */
const otherSorts: Readonly<Record<string, Readonly<Record<Language, string>>>> = {
	added: {en: 'added', zh: '添加顺序'},
	'needs-me': {en: 'needs me', zh: '待处理'},
};

/** The keys by which runs can be sorted, in the order in which the sort command cycles through them. */
export const sortKeyNames: readonly string[] = [
	'added',
	...columnIds.filter(id => columnOf(id).sort !== false),
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
	const column = runColumns.get(key);
	return {key, descending: column !== undefined && !isTextColumn(column)};
}

/** Reads a sort key, with `-` before it for the reverse of its usual direction, as in the config. */
export function parseSort(text: string): ListSort {
	const usual = defaultSort(sortKeyOf(text.replace(/^-/, '')));
	return {...usual, descending: usual.descending !== text.startsWith('-')};
}

/** Writes a sort as `parseSort` reads it. */
export function sortText({key, descending}: ListSort): string {
	return `${descending === defaultSort(key).descending ? '' : '-'}${key}`;
}

/** Sorts the runs by the key; by an unknown one as they were added. For `added`, `descending` means the latest run first. */
export function sortRuns(
	runs: readonly ListedRun[],
	{key, descending}: ListSort,
	now: Instant,
	needsMe: ReadonlySet<RunOrderId>,
): readonly ListedRun[] {
	const column = runColumns.get(key);
	const valueOf =
		column === undefined
			? ({id}: ListedRun, index: number) =>
					key === 'needs-me' ? Number(!needsMe.has(id.exact)) : index
			: (run: ListedRun) => (column.sort ? column.sort(run) : sortValue(column, run, now));
	return sortRows(runs, valueOf, descending);
}

function sortValue({type, value}: RunColumn, run: ListedRun, now: Instant): SortValue {
	const found = value(run, now);
	return typeof found === 'object'
		? (found?.safe.toLowerCase() ?? null)
		: // `Number` is precise enough to compare amounts with eight decimals.
			type === 'money'
			? Number(found)
			: found;
}

/** Sorts rows. Those without a value are last in both directions, and those with equal values keep their order. */
export function sortRows<Row>(
	rows: readonly Row[],
	valueOf: (row: Row, index: number) => SortValue,
	descending: boolean,
): readonly Row[] {
	const sign = descending ? -1 : 1;
	return rows
		.map((row, index) => ({row, value: valueOf(row, index)}))
		.toSorted(({value: a}, {value: b}) =>
			a === null || b === null
				? Number(a === null) - Number(b === null)
				: a === b
					? 0
					: sign * (a < b ? -1 : 1),
		)
		.map(({row}) => row);
}
