import type {LogEntry} from '../../../core/log/log-entry.ts';
import type {EntryRef, LogSequence} from './sequence.ts';

export type LocatedEntry = {readonly ref: EntryRef; readonly entry: LogEntry};

/** Entries of a portion, and the budget for a portion of a sequence that is still being read. */
const portion = 1024;
const units = 300_000;

/**
 * Goes through the places of a sequence from `from` up to `to`, a portion at a time. A portion takes less time than a
 * key can wait.
 */
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
 * Goes through all of a sequence. The portions are empty while the rest of it is still read, since a merge puts late
 * entries before others.
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
