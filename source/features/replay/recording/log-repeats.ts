import {isSameEntry} from '../../../core/log/similar-entries.ts';
import type {LogEntry} from '../../../core/log/log-entry.ts';
import {longestOverlap} from '../../../core/log/log-overlap.ts';

/** The part of a log that the next one begins with: so many entries, from the one with that index on. */
export type Repeats = {readonly from: number; readonly count: number};

/**
 * What a log repeats of the one before it: its beginning, as where the log has grown, or its end, as where the window
 * that the service shows has slid. It is a saving and no more, so an overlap by chance does no harm.
 */
export function findRepeats(before: readonly LogEntry[], now: readonly LogEntry[]): Repeats {
	const beginning = repeatsFrom(0, before, now);

	if (beginning.count === Math.min(before.length, now.length)) {
		return beginning;
	}

	const end = repeatsFrom(before.length - longestOverlap(before, before.length, now), before, now);
	return end.count > beginning.count ? end : beginning;
}

/** Whether a log before that has `length` entries has these. */
export function isWithin({from, count}: Repeats, length: number): boolean {
	return isIndex(from) && isIndex(count) && from + count <= length;
}

/** More entries are in no log, so what says that it repeats them is no recording's own. */
const maxLogEntries = 1_000_000;

/** Whether these can be entries of any log. */
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
