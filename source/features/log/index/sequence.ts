import type {LogStore} from '../../../core/log/log-store.ts';
import type {LogEntry} from '../../../core/log/log-entry.ts';
import type {RunOrderId} from '../../../core/run.ts';

/** Which entry it is: that of a run's log with this index. It stays the same whatever comes and whatever is hidden. */
export type EntryRef = {readonly run: RunOrderId; readonly index: number};

/**
 * Entries in an order, each at a place from 0 on. A sequence is shared and grows: looking at what is new of it is the
 * only work there is, and that is done in portions, so that a million entries block no key.
 */
export type LogSequence = {
	/** Places that are known so far. */
	readonly length: number;
	/** Whether everything that is there has been looked at. */
	readonly complete: boolean;
	/** One place for each time that something was put before others: from there on all places are new. */
	readonly rewinds: readonly number[];
	entryAt(place: number): LogEntry | undefined;
	refAt(place: number): EntryRef | undefined;
	/** The place of an entry, or of the first after it when it is not in the sequence. */
	placeOf(ref: EntryRef): number;
	/** Looks at what is new, for so many units of some 20 nanoseconds; gives what is left of them. */
	grow(units: number): number;
};

/** The place of the first entry after one, whether that is in the sequence or not. */
export function placeAfter(sequence: LogSequence, ref: EntryRef): number {
	const place = sequence.placeOf(ref);
	const there = sequence.refAt(place);
	return there?.run === ref.run && there.index === ref.index ? place + 1 : place;
}

/** The log of one run, in its own order. */
export class RunSequence implements LogSequence {
	readonly complete = true;
	readonly rewinds: readonly number[] = [];
	readonly run: RunOrderId;
	readonly #store: LogStore;

	constructor(run: RunOrderId, store: LogStore) {
		this.run = run;
		this.#store = store;
	}

	get length(): number {
		return this.#store.entries.length;
	}

	entryAt(place: number): LogEntry | undefined {
		return this.#store.entries[place];
	}

	refAt(place: number): EntryRef | undefined {
		return place < this.length ? {run: this.run, index: place} : undefined;
	}

	placeOf({run, index}: EntryRef): number {
		return run === this.run ? index : this.length;
	}

	grow(units: number): number {
		return units;
	}
}
