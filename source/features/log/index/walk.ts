import type {LogEntry} from '../../../core/log/log-entry.ts';
import type {EntryRef, LogSequence} from './sequence.ts';

export type LocatedEntry = {readonly ref: EntryRef; readonly entry: LogEntry};

const portionSize = 1024;
/** The work for one portion of an incomplete sequence, in units of about 20 ns: 6 ms in total. */
const units = 300_000;

/** Yields the entries from index `from` to `to` (exclusive). The last array may be shorter than `size`. */
export function* walk(
	sequence: LogSequence,
	{from, to}: {readonly from: number; readonly to: number},
	size = portionSize,
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

/** Completes the sequence first, since a merge can insert late entries anywhere. Yields empty portions meanwhile. */
export function* walkWhole(
	sequence: LogSequence,
	size = portionSize,
): Generator<readonly LocatedEntry[], void> {
	let whole = sequence;

	while (!whole.complete) {
		({sequence: whole} = whole.extend({left: units}));
		yield [];
	}

	yield* walk(whole, {from: 0, to: whole.length}, size);
}
