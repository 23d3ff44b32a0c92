import type {ListOptions} from '../../config/command-options.ts';
import {inputPrefix, type ListedRun} from '../../core/listed-run.ts';
import {isText} from '../rows/table-columns.ts';
import type {NamedColumn} from './columns.ts';

type Rank = number | string | null;

/** Sorts numbers and times largest first, texts from A, and unknown values last, also if `reversed`. */
export function sortListed(
	runs: readonly ListedRun[],
	{column, reversed}: NonNullable<ListOptions['sort']>,
): readonly ListedRun[] {
	return runs
		.map(run => ({run, rank: rankOf(column, run)}))
		.toSorted((a, b) => compareValues(a.rank, b.rank, reversed ? -1 : 1))
		.map(({run}) => run);
}

/** Whether the first row has the largest value, for the mark in the header. */
export function isDescending({column, reversed}: NonNullable<ListOptions['sort']>): boolean {
	return isText(column.type) === reversed;
}

function rankOf({id, type, value}: NamedColumn, run: ListedRun): Rank {
	const found = value(run);

	if (found === null) {
		return null;
	}

	const text = typeof found === 'object' ? found.exact : String(found);
	// Amounts are text too, and an input such as a seed can be a number.
	const isNumber =
		(!isText(type) || id.startsWith(inputPrefix)) &&
		text.trim() !== '' &&
		Number.isFinite(Number(text));
	return isNumber ? Number(text) : text.toLowerCase();
}

function compareValues(a: Rank, b: Rank, sign: 1 | -1): number {
	if (a === null || b === null) {
		return Number(a === null) - Number(b === null);
	}

	if (typeof a !== typeof b) {
		return typeof a === 'number' ? -1 : 1;
	}

	return a === b ? 0 : a < b === (typeof a === 'string') ? -sign : sign;
}
