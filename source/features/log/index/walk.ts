import type {LogEntry} from '../../../core/log/log-entry.ts';
import type {EntryRef, LogSequence} from './sequence.ts';

export type LocatedEntry = {readonly ref: EntryRef; readonly entry: LogEntry};

const portionSize = 1024;
/** After this much work, `walkWhole` yields to its caller. A unit takes about 20 ns, so this work takes about 6 ms. */
const units = 300_000;

/** Yields the entries from index `from` to `to` (exclusive), in arrays of `size` entries. The last may be shorter. */
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

/**
 * Reads the whole sequence before it yields entries, because reading more of a merged log can insert entries anywhere
 * in it. Meanwhile yields empty arrays, so that the caller can handle keys in between.
 */
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
