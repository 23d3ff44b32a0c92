import type {LogEntry} from '../../../core/log/log-entry.ts';
import type {EntryRef, LogSequence} from './sequence.ts';

export type LocatedEntry = {readonly ref: EntryRef; readonly entry: LogEntry};

/** The maximum number of entries in a portion. */
const portion = 1024;
/** The work for one portion of an incomplete sequence, in units of about 20 ns: 6 ms in total. */
const units = 300_000;

/** Yields the entries from index `from` to `to` (exclusive) in arrays of `size`. The last array may be shorter. */
export function* walk(
	sequence: LogSequence,
	{from, to}: {readonly from: number; readonly to: number},
	size = portion,
): Generator<readonly LocatedEntry[], void> {
	for (let start = from; start < to; start += size) {
		const entries: LocatedEntry[] = [];

		for (let place = start; place < Math.min(to, start + size); place++) {
			const ref = sequence.refAt(place);
			const entry = sequence.entryAt(place);

			if (ref !== undefined && entry !== undefined) {
				entries.push({ref, entry});
			}
		}

		yield entries;
	}
}

/**
 * Yields all entries in portions. Completes the sequence before the first entry, because a merge can insert late
 * entries anywhere. Yields an empty portion after each step of this work.
 */
export function* walkWhole(
	sequence: LogSequence,
	size = portion,
): Generator<readonly LocatedEntry[], void> {
	let whole = sequence;

	while (!whole.complete) {
		({sequence: whole} = whole.extend({left: units}));
		yield [];
	}

	yield* walk(whole, {from: 0, to: whole.length}, size);
}
