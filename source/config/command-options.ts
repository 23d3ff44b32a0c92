import {costGroups} from '../core/history.ts';
import {localDay} from '../core/time/calendar.ts';
import type {Duration, Instant} from '../core/time/clock.ts';
import {parseDuration} from '../core/time/duration.ts';
import {findPrintedColumn, printedColumnNames} from '../features/runs/columns.ts';
import {wrongWords, type CommandWords} from './command-words.ts';
import type {OptionValues} from './option-table.ts';
import {chooseValue, readValue, refuseValue, UsageError} from './usage-error.ts';

export type ListOptions = Readonly<ReturnType<typeof readListOptions>>;
export type CostOptions = Readonly<ReturnType<typeof readCostOptions>>;
export type CompareOptions = ReturnType<typeof readCompareOptions>;
export type ReportOptions = ReturnType<typeof readReportOptions>;
export type HistoryOptions = ReturnType<typeof readHistoryOptions>;
export type RowFormat = ReturnType<typeof readFormat>;
export type Since = {readonly at: Instant} | {readonly ago: Duration};

const maxListed = 10_000;
const defaultLimit = 20;
const defaultPeriod = '30d';
/** A date, or a date and a time. Without a zone, it is in the time zone of the machine. */
const datePattern = /^\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:\d\d)?)?$/i;

/** Returns the options of the commands that have some; null for those of other commands. */
export function readCommandOptions(command: CommandWords, values: OptionValues) {
	const {subcommand} = command;
	return {
		list: subcommand === 'ls' ? readListOptions(values) : null,
		cost: subcommand === 'cost' ? readCostOptions(values) : null,
		compare: subcommand === 'compare' ? readCompareOptions(command, values) : null,
		report: subcommand === 'report' ? readReportOptions(command, values) : null,
		history:
			command.historyAction === null ? null : readHistoryOptions(command.historyAction, values),
	};
}

function readListOptions(values: OptionValues) {
	const {since, limit, columns, sort} = values;
	const usual = since === undefined ? defaultLimit : null;
	return {
		since: since === undefined ? null : readSince('--since', since),
		/** The maximum number of runs, the newest ones; null for no limit. */
		limit: limit === undefined ? usual : readValue('--limit', limit, parseLimit, 'limit'),
		/** Null: the usual columns, or all fields for JSON. */
		columns:
			columns === undefined
				? null
				: [...new Set(columns.split(/[,，]/).map(name => name.trim()))].map(name =>
						columnOf('--columns', name),
					),
		/** Null: the newest runs first. */
		sort:
			sort === undefined
				? null
				: {column: columnOf('--sort', sort.replace(/^-/, '')), reversed: sort.startsWith('-')},
		format: readFormat(values),
		/** Whether to send no request, and use only what the history has. */
		onlyFromHistory: values.history,
	};
}

function columnOf(option: string, name: string) {
	return findPrintedColumn(name) ?? refuseValue(option, name, [...printedColumnNames, 'input.KEY']);
}

function readCostOptions(values: OptionValues) {
	return {
		since: readSince('--since', values.since ?? defaultPeriod),
		by: chooseValue('--by', values.by, costGroups),
		format: readFormat(values),
		onlyFromHistory: values.history,
	};
}

function readCompareOptions({ids}: CommandWords, {json}: OptionValues) {
	const [a, b, ...others] = ids;

	if (a === undefined || b === undefined || others.length > 0) {
		throw wrongWords('compare');
	}

	if (a === b) {
		throw new UsageError(({usage}) => usage.errors.twoIds);
	}

	return {ids: [a, b] as const, asJson: json};
}

function readReportOptions({ids}: CommandWords, {output, replay}: OptionValues) {
	if (ids.includes('-') || (ids.length === 0 && replay === undefined)) {
		throw wrongWords('report');
	}

	return {
		ids: [...new Set(ids)],
		/** The file for the page; null for stdout. */
		output: output === undefined || output === '-' ? null : output,
	};
}

function readHistoryOptions(
	action: NonNullable<CommandWords['historyAction']>,
	{since}: OptionValues,
) {
	if (action === 'prune' && since !== undefined) {
		throw wrongWords('history');
	}

	return {action, since: readSince('--since', since ?? defaultPeriod)};
}

function readFormat({json, csv}: OptionValues) {
	if (json && csv) {
		throw new UsageError(({usage}) => usage.errors.together('--json', '--csv'));
	}

	return json ? ('json' as const) : csv ? ('csv' as const) : ('table' as const);
}

/** Reads a time such as `24h` or `2026-05-08`. `name`: the option. Throws a `UsageError` for any other text. */
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
