import {costGroups} from '../core/history.ts';
import {daysAgo, localDay, startOfDayBefore} from '../core/time/calendar.ts';
import type {Duration, Instant} from '../core/time/clock.ts';
import {parseDuration} from '../core/time/duration.ts';
import {nameTemplate} from '../features/outputs/download/file-naming.ts';
import {findPrintedColumn, printedColumnNames} from '../features/runs/columns.ts';
import {invalidListedTerm} from '../features/runs/filter.ts';
import {wrongWords, type CommandWords} from './command-words.ts';
import {selecting, type OptionValues} from './option-table.ts';
import {chooseValue, readOptional, readValue, refuseValue, UsageError} from './usage-error.ts';

export type ListOptions = Readonly<ReturnType<typeof readListOptions>>;
export type CostOptions = Readonly<ReturnType<typeof readCostOptions>>;
export type SaveOptions = ReturnType<typeof readSaveOptions>;
export type CompareOptions = ReturnType<typeof readCompareOptions>;
export type ReportOptions = ReturnType<typeof readReportOptions>;
export type DoctorApiOptions = NonNullable<ReturnType<typeof readDoctorApi>>;
export type HistoryOptions = ReturnType<typeof readHistoryOptions>;
/** The form of the rows that a command writes, and where it writes them. */
export type RowOptions = ReturnType<typeof readRowOptions>;
/** A time as typed. `daysAgo`: the start of a day in the time zone of the machine; 0 is today. */
export type Since = {readonly at: Instant} | {readonly ago: Duration} | {readonly daysAgo: number};
/** Which runs a command is about, beside `--workflow` and `--status`. */
export type RunSelection = ReturnType<typeof readSelection>;

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
		save: subcommand === 'save' ? readSaveOptions(command, values) : null,
		compare: subcommand === 'compare' ? readCompareOptions(command, values) : null,
		report: subcommand === 'report' ? readReportOptions(command, values) : null,
		doctorApi: subcommand === 'doctor' ? readDoctorApi(command, values) : null,
		history:
			command.historyAction === null ? null : readHistoryOptions(command.historyAction, values),
	};
}

function readSelection(values: OptionValues, usualLimit: number | null) {
	return {
		...readPeriod(values),
		/** Whether to send no request, and use only what the history has. */
		onlyFromHistory: values.offline,
		/** The maximum number of runs, the newest ones; null for no limit. */
		limit: readOptional('--limit', values.limit, parseLimit, 'limit') ?? usualLimit,
	};
}

function readPeriod({filter, since, before}: OptionValues) {
	return {
		/** The terms that a run must match; empty for all runs. */
		filter: filter === undefined ? '' : readFilter('--filter', filter),
		since: readOptional('--since', since, parseSince, 'since'),
		/** The end of the period, which is not in it. */
		before: readOptional('--before', before, parseSince, 'since'),
	};
}

function readListOptions(values: OptionValues) {
	const {since, columns, sort} = values;
	return {
		...readSelection(values, since === undefined ? defaultLimit : null),
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
		...readRowOptions(values),
	};
}

function columnOf(option: string, name: string) {
	return (
		findPrintedColumn(name) ?? refuseValue(option, name, [...printedColumnNames, 'input.NAME'])
	);
}

function readCostOptions(values: OptionValues) {
	return {
		...readPeriod(values),
		since: readSince('--since', values.since ?? defaultPeriod),
		by: chooseValue('--by', values.by, costGroups),
		...readRowOptions(values),
	};
}

function readSaveOptions({ids}: CommandWords, values: OptionValues) {
	const {to, name, json} = values;
	const selects = selecting.some(option => option !== 'demo' && values[option] !== undefined);

	if (to === undefined || ids.includes('-') || (ids.length === 0 && !selects)) {
		throw wrongWords('save');
	}

	return {
		...readSelection(values, null),
		ids,
		folder: to,
		/** The template for names of files; null for that of the config. */
		template: readOptional('--name', name, parseTemplate, 'downloadName'),
		asJson: json,
	};
}

function parseTemplate(text: string): string | null {
	return nameTemplate.test(text) ? text : null;
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
		output: readOutput(output),
	};
}

/** Returns null without `--api`. `id`: null for the newest run. */
function readDoctorApi({ids}: CommandWords, {api, output}: OptionValues) {
	const [id = null, ...others] = ids;

	if (others.length > 0 || id === '-' || (id !== null && !api)) {
		throw wrongWords('doctor');
	}

	if (output !== undefined && !api) {
		throw new UsageError(({usage}) => usage.errors.needs('--output', '--api'));
	}

	return api ? {id, output: readOutput(output)} : null;
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

function readRowOptions({json, csv, output}: OptionValues) {
	return {
		format: json ? ('json' as const) : csv ? ('csv' as const) : ('table' as const),
		output: readOutput(output),
	};
}

/** Returns the file for the result; null for stdout. */
function readOutput(typed: string | undefined): string | null {
	return typed === undefined || typed === '-' ? null : typed;
}

/** Returns the time that a user means. */
export function timeOf(typed: Since, now: Instant): Instant {
	return 'daysAgo' in typed
		? startOfDayBefore(now, typed.daysAgo)
		: 'at' in typed
			? typed.at
			: now - typed.ago;
}

/** Reads a time such as `24h`, `yesterday` or `2026-05-08`. `name`: the option. Throws a `UsageError` for any other text. */
export function readSince(name: string, text: string): Since {
	return readValue(name, text, parseSince, 'since');
}

function parseSince(text: string): Since | null {
	const ago = parseDuration(text);

	if (ago !== null) {
		return ago > 0 ? {ago} : null;
	}

	const days = daysAgo.get(text.toLowerCase());

	if (days !== undefined) {
		return {daysAgo: days};
	}

	// Without a time, `Date.parse` would take the start of the day in UTC.
	const isDate = datePattern.test(text) && localDay(text.slice(0, 10)) !== null;
	const at = isDate ? Date.parse(text.length === 10 ? `${text}T00:00` : text) : NaN;
	return Number.isNaN(at) ? null : {at};
}

/** Reads a filter. `name`: the option. Throws a `UsageError` if a term is invalid. */
export function readFilter(name: string, text: string): string {
	return readValue(
		name,
		text,
		typed => (invalidListedTerm(typed) === null ? typed : null),
		'filter',
	);
}

function parseLimit(text: string): number | null {
	const count = /^\d+$/.test(text) ? Number(text) : 0;
	return count >= 1 && count <= maxListed ? count : null;
}
