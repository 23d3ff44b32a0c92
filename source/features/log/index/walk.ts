import type {LogEntry} from '../../../core/log/log-entry.ts';
import type {RunOrderId} from '../../../core/run.ts';
import {placeAfter, type EntryRef, type LogSequence} from './sequence.ts';

/** An entry, and which one it is. */
export type WalkedEntry = {readonly ref: EntryRef; readonly entry: LogEntry};

/** A part of a sequence, as it is at some moment. */
export type EntryRange = {
	readonly sequence: LogSequence;
	/** How many entries each run's log has; what comes later is passed over. */
	readonly lengths: ReadonlyMap<RunOrderId, number>;
	/** The first and the last entry; null is the sequence's own end. */
	readonly from: EntryRef | null;
	readonly to: EntryRef | null;
};

/** Entries of a portion, and what is looked at of a sequence that is not known to its end, in its units. */
const portion = 1024;
const units = 300_000;

/**
 * Goes through a stretch, a portion at a time; a portion costs less than a key may wait, and may be empty. The sequence
 * may grow meanwhile, and even be told anew from some place on: the way is held by entry, not by place.
 */
export function* walk(
	{sequence, lengths, from, to}: EntryRange,
	size = portion,
): Generator<readonly WalkedEntry[], void> {
	let last: EntryRef | null = null;

	for (;;) {
		const start = last === null ? firstPlace(sequence, from) : placeAfter(sequence, last);
		const end = Math.min(sequence.length, start + size);
		const walked: WalkedEntry[] = [];

		for (let place = start; place < end; place++) {
			const ref = sequence.refAt(place);
			const entry = sequence.entryAt(place);

			if (ref === undefined || entry === undefined) {
				continue;
			}

			last = ref;

			if (ref.index < (lengths.get(ref.run) ?? 0)) {
				walked.push({ref, entry});
			}

			if (ref.run === to?.run && ref.index === to.index) {
				yield walked;
				return;
			}
		}

		yield walked;

		if (end >= sequence.length) {
			if (sequence.complete) {
				return;
			}

			sequence.grow(units);
		}
	}
}

function firstPlace(sequence: LogSequence, from: EntryRef | null): number {
	return from === null ? 0 : sequence.placeOf(from);
}
