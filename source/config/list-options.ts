import {findListColumn, listColumnIds} from '../core/listed-run.ts';
import {closestName} from '../core/text/closest-name.ts';
import type {Duration, Instant} from '../core/time/clock.ts';
import {parseDuration} from '../core/time/duration.ts';
import {localDay} from '../core/time/local-day.ts';
import type {OptionValues} from './option-table.ts';
import {quoteInput} from './quote-input.ts';
import {readValue, UsageError} from './usage-error.ts';

export type ListOptions = Readonly<ReturnType<typeof readListOptions>>;

export type Since = {readonly at: Instant} | {readonly ago: Duration};

export const maxListed = 10_000;
const defaultLimit = 20;
/** A date, or a date and a time. Without a zone, it is in the time zone of the machine. */
const datePattern = /^\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:\d\d)?)?$/i;

export function readListOptions(values: OptionValues) {
	const {since, limit, columns, sort} = values;

	function columnOf(name: string) {
		const column = findListColumn(name);

		if (column === null) {
			const meant = closestName(name, listColumnIds);
			throw new UsageError(({usage}) =>
				usage.errors.unknownColumn(quoteInput(name), meant, listColumnIds),
			);
		}

		return column;
	}

	return {
		since: since === undefined ? null : readSince('--since', since),
		/** The maximum number of runs, the newest ones; null for no limit. */
		limit:
			limit === undefined
				? since === undefined
					? defaultLimit
					: null
				: readValue('--limit', limit, parseLimit, 'limit'),
		/** Null: the usual columns, or all fields for JSON. */
		columns:
			columns === undefined
				? null
				: [...new Set(columns.split(/[,，]/).map(name => name.trim()))].map(columnOf),
		/** Null: the newest runs first. */
		sort:
			sort === undefined
				? null
				: {column: columnOf(sort.replace(/^-/, '')), reversed: sort.startsWith('-')},
		format: readFormat(values),
		onlyKept: values.history,
	};
}

export type RowFormat = ReturnType<typeof readFormat>;

export function readFormat({json, csv}: OptionValues) {
	if (json && csv) {
		throw new UsageError(({usage}) => usage.errors.together('--json', '--csv'));
	}

	return json ? ('json' as const) : csv ? ('csv' as const) : ('table' as const);
}

export function readSince(name: string, text: string): Since {
	return readValue(name, text, parseSince, 'since');
}

function parseSince(text: string): Since | null {
	const ago = parseDuration(text);

	if (ago !== null) {
		return ago > 0 ? {ago} : null;
	}

	// Without a time, `Date.parse` would take the start of the day in UTC.
	const isDate = datePattern.test(text) && localDay(text.slice(0, 10)) !== null;
	const at = isDate ? Date.parse(text.length === 10 ? `${text}T00:00` : text) : NaN;
	return Number.isNaN(at) ? null : {at};
}

function parseLimit(text: string): number | null {
	const count = /^\d+$/.test(text) ? Number(text) : 0;
	return count >= 1 && count <= maxListed ? count : null;
}
