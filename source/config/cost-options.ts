import {costGroups} from '../core/history.ts';
import {readFormat, readSince} from './list-options.ts';
import type {OptionValues} from './option-table.ts';
import type {HistoryAction} from './parse-word.ts';
import {chooseValue, UsageError} from './usage-error.ts';

export type CostOptions = Readonly<ReturnType<typeof readCostOptions>>;

export type CompareOptions = ReturnType<typeof readCompareOptions>;

export type ReportOptions = ReturnType<typeof readReportOptions>;

export type HistoryOptions = NonNullable<ReturnType<typeof readHistoryOptions>>;

const defaultPeriod = '30d';

export function readCostOptions(values: OptionValues) {
	return {
		since: readSince('--since', values.since ?? defaultPeriod),
		by: chooseValue('--by', values.by, costGroups),
		format: readFormat(values),
		onlyKept: values.history,
	};
}

export function readCompareOptions(ids: readonly string[], {json}: OptionValues) {
	const [a, b] = new Set(ids);

	if (a === undefined || b === undefined || ids.length > 2) {
		throw new UsageError(({usage}) => usage.errors.twoIds);
	}

	return {ids: [a, b] as const, asJson: json};
}

export function readReportOptions(ids: readonly string[], {output, replay}: OptionValues) {
	if (ids.includes('-') || (ids.length === 0 && replay === undefined)) {
		throw new UsageError(({usage}) => usage.errors.noReportIds);
	}

	return {
		ids: [...new Set(ids)],
		/** The file for the page; null for stdout. */
		output: output === undefined || output === '-' ? null : output,
	};
}

export function readHistoryOptions(action: HistoryAction | null, {since}: OptionValues) {
	if (action === null) {
		return null;
	}

	if (action === 'prune' && since !== undefined) {
		throw new UsageError(({usage}) => usage.errors.notOfCommand('--since', 'history prune'));
	}

	return {action, since: readSince('--since', since ?? defaultPeriod)};
}
