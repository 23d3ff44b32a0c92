import {isSameEntry, type LogEntry} from '../../../core/log/log-entry.ts';
import type {EntryRange} from './format.ts';

/**
 * A log with the number of each entry, and these numbers as ranges. `count` is the number of entries of the run that
 * have been numbered so far.
 */
export type NumberedLog = {
	readonly log: readonly LogEntry[];
	readonly numbers: readonly number[];
	readonly ranges: readonly EntryRange[];
	readonly count: number;
};

export const noEntries: NumberedLog = {log: [], numbers: [], ranges: [], count: 0};

/**
 * Maximum number of ranges in a line. An entry inserted into the log later adds two ranges to each following line.
 * Above the limit, all entries are recorded again with new numbers.
 */
const maxRanges = 500;

/**
 * Numbers the entries of a log. Entries of the previous log keep their numbers, except if that needs more than
 * `maxRanges` ranges.
 */
export function numberEntries(log: readonly LogEntry[], before: NumberedLog): NumberedLog {
	const changed = log.findIndex((entry, index) => !isSameEntry(before.log[index], entry));
	const same = changed === -1 ? log.length : changed;
	const moved = new Map(
		before.log.slice(same).map((entry, index) => [entry, before.numbers[same + index]]),
	);
	let {count} = before;
	const numbers = log.map(
		(entry, index) => (index < same ? before.numbers[index] : moved.get(entry)) ?? count++,
	);
	const ranges = rangesOf(numbers);
	return ranges.length > maxRanges
		? numberEntries(log, {...noEntries, count: before.count})
		: {log, numbers, ranges, count};
}

function rangesOf(numbers: readonly number[]): readonly EntryRange[] {
	const ranges: Array<[first: number, count: number]> = [];

	for (const number of numbers) {
		const last = ranges.at(-1);

		if (last !== undefined && number === last[0] + last[1]) {
			last[1]++;
		} else {
			ranges.push([number, 1]);
		}
	}

	return ranges;
}
