import {memoizeByObject} from '../memoize.ts';
import type {LogEntry} from './log-entry.ts';

/** The known part of a run's log. An index counts from the first entry of the whole log. */
export type RunLog = {
	/** In the order in which they arrived: in that of the service, unless it inserted or moved some. */
	readonly entries: readonly LogEntry[];
	/** How many older entries were left out: the index of the first one in `entries`. */
	readonly leftOut: number;
	/** Indices of the entries before which the service left out entries between two responses, ascending. */
	readonly gaps: readonly number[];
};

export const emptyLog: RunLog = {entries: [], leftOut: 0, gaps: []};

export function logOf(entries: readonly LogEntry[], gaps: readonly number[] = []): RunLog {
	return {entries, leftOut: 0, gaps};
}

/** Returns the number of entries of the whole log, which is the index of its next entry. */
export function logLength({leftOut, entries}: RunLog): number {
	return leftOut + entries.length;
}

/** Returns undefined if the log has no such entry, or if it was left out. */
export function entryAt({leftOut, entries}: RunLog, index: number): LogEntry | undefined {
	return entries[index - leftOut];
}

/** Leaves out the oldest entries, so that at most `max` remain. */
export function newestOf(log: RunLog, max: number): RunLog {
	const {entries, leftOut, gaps} = log;
	const from = logLength(log) - max;
	return from <= leftOut
		? log
		: {entries: entries.slice(-max), leftOut: from, gaps: gaps.filter(gap => gap > from)};
}

/** Returns the indices of the errors that were not left out. */
export const errorsOf = memoizeByObject(({entries, leftOut}: RunLog): readonly number[] =>
	entries.flatMap(({severity}, place) => (severity === 'error' ? [leftOut + place] : [])),
);
