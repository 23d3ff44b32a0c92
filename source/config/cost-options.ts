import {costGroups} from '../core/history.ts';
import {readFormat, readSince} from './list-options.ts';
import type {OptionValues} from './option-table.ts';
import type {HistoryAction} from './parse-word.ts';
import {valueReader} from './value-reader.ts';
import type {wrongUsageEn} from './wrong-usage-messages.ts';
import {WrongUsage} from './wrong-usage.ts';

export type CostOptions = Readonly<ReturnType<typeof readCostOptions>>;

export type CompareOptions = ReturnType<typeof readCompareOptions>;

export type ReportOptions = ReturnType<typeof readReportOptions>;

export type HistoryOptions = NonNullable<ReturnType<typeof readHistoryOptions>>;

const defaultPeriod = '30d';

/** Throws `WrongUsage` for an invalid value. */
export function readCostOptions(values: OptionValues, wrong: typeof wrongUsageEn) {
	return {
		since: readSince('--since', values.since ?? defaultPeriod, wrong),
		by: valueReader(wrong).choose('--by', values.by, costGroups),
		format: readFormat(values, wrong),
		/** Whether to add up only what the history knows, without a request. */
		onlyKept: values.history,
	};
}

/** Throws `WrongUsage` unless there are two different ids and one format. */
export function readCompareOptions(
	ids: readonly string[],
	{json, markdown}: OptionValues,
	wrong: typeof wrongUsageEn,
) {
	const [a, b] = new Set(ids);

	if (a === undefined || b === undefined || ids.length > 2) {
		throw new WrongUsage(wrong.twoIds);
	}

	if (json && markdown) {
		throw new WrongUsage(wrong.together('--json', '--markdown'));
	}

	const format = json ? ('json' as const) : markdown ? ('markdown' as const) : ('text' as const);
	return {ids: [a, b] as const, format};
}

/** Throws `WrongUsage` without a file, and without ids unless a recording has them. */
export function readReportOptions(
	ids: readonly string[],
	{output, force, replay}: OptionValues,
	wrong: typeof wrongUsageEn,
) {
	if (output === undefined) {
		throw new WrongUsage(wrong.noReportFile);
	}

	if (ids.includes('-') || (ids.length === 0 && replay === undefined)) {
		throw new WrongUsage(wrong.noReportIds);
	}

	return {ids: [...new Set(ids)], output, force};
}

/** Returns null without an action. Throws `WrongUsage` for an invalid value. */
export function readHistoryOptions(
	action: HistoryAction | null,
	{since}: OptionValues,
	wrong: typeof wrongUsageEn,
) {
	if (action === null) {
		return null;
	}

	if (action === 'prune' && since !== undefined) {
		throw new WrongUsage(wrong.notOfCommand('--since', 'history prune'));
	}

	return {action, since: readSince('--since', since ?? defaultPeriod, wrong)};
}
