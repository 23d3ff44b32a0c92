import {isSameEntry, type LogEntry} from '../../../core/log/log-entry.ts';
import {longestOverlap} from '../../../core/log/log-overlap.ts';

/** A range of entries of the previous log that a log begins with. */
export type Repeats = {readonly from: number; readonly count: number};

/**
 * Finds the previous log's beginning (the log grew) or its end (the service's window moved on). An accidental
 * overlap only saves less.
 */
export function findRepeats(before: readonly LogEntry[], now: readonly LogEntry[]): Repeats {
	const beginning = repeatsFrom(0, before, now);

	if (beginning.count === Math.min(before.length, now.length)) {
		return beginning;
	}

	const end = repeatsFrom(before.length - longestOverlap(before, before.length, now), before, now);
	return end.count > beginning.count ? end : beginning;
}

export function isWithin({from, count}: Repeats, length: number): boolean {
	return isIndex(from) && isIndex(count) && from + count <= length;
}

/** Larger counts come from a damaged file. */
const maxLogEntries = 1_000_000;

export function isPossible({from, count}: Repeats): boolean {
	return isIndex(from) && isIndex(count) && count <= maxLogEntries;
}

function repeatsFrom(from: number, before: readonly LogEntry[], now: readonly LogEntry[]): Repeats {
	const most = Math.min(before.length - from, now.length);
	let count = 0;

	while (count < most && isSameEntry(before[from + count], now[count])) {
		count++;
	}

	return {from, count};
}

function isIndex(value: number): boolean {
	return Number.isSafeInteger(value) && value >= 0;
}
