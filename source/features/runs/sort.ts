import {isFinalPhase} from '../../core/execution.ts';
import type {ListedRun} from '../../core/listed-run.ts';
import type {RunOrderId} from '../../core/run.ts';
import type {ListSort} from '../../core/saved-state.ts';
import type {Instant} from '../../core/time/clock.ts';
import type {Language} from '../../i18n/messages.ts';
import {columnIds, columnOf, isTextColumn, runColumns, type RunColumn} from './columns.ts';

type SortValue = number | string | null;

/** The sort keys without a column. */
const otherSorts: Readonly<Record<string, Readonly<Record<Language, string>>>> = {
	'needs-me': {en: 'what needs me first', zh: '待处理在前'},
	added: {en: 'added', zh: '添加顺序'},
};

/** The keys by which runs can be sorted, in the order in which the sort command cycles through them. */
export const sortKeyNames: readonly string[] = [
	'needs-me',
	'added',
	...columnIds.filter(id => columnOf(id).sort !== false),
];

/** Returns the key itself, or the usual one for a key that does not exist. */
export function sortKeyOf(name: string): string {
	return sortKeyNames.includes(name) || /^input\../.test(name) ? name : 'needs-me';
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
	first: ReadonlySet<RunOrderId>,
): readonly ListedRun[] {
	const column = key in otherSorts ? undefined : columnOf(key);
	const valueOf =
		column === undefined
			? (run: ListedRun, index: number) => (key === 'needs-me' ? urgency(run, first) : index)
			: (run: ListedRun) => (column.sort ? column.sort(run) : sortValue(column, run, now));
	return sortRows(runs, valueOf, descending);
}

/** The usual order: what needs the user, running, queued, ended; of the runs that ended, the newest first. */
function urgency({id, phase, endedAt}: ListedRun, first: ReadonlySet<RunOrderId>): number {
	const isEnded = phase !== 'waiting' && isFinalPhase(phase);
	const rank = first.has(id.exact) ? 0 : isEnded ? 3 : phase === 'queued' ? 2 : 1;
	// Greater than any time in milliseconds.
	return rank * 1e15 - (endedAt ?? 0);
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
	const values = rows.map((row, index) => valueOf(row, index));
	// Inputs such as seeds are texts.
	const areNumbers = values.every(value => Number.isFinite(Number(value ?? 0)));
	return rows
		.map((row, index) => {
			const value = values[index] ?? null;
			return {row, value: value === null || !areNumbers ? value : Number(value)};
		})
		.toSorted(({value: a}, {value: b}) =>
			a === null || b === null
				? Number(a === null) - Number(b === null)
				: a === b
					? 0
					: sign * (a < b ? -1 : 1),
		)
		.map(({row}) => row);
}
