import type {LogSnapshot} from '../../../core/log/log-store.ts';
import type {LogEntry} from '../../../core/log/log-entry.ts';
import type {RunOrderId} from '../../../core/run.ts';

/** Identifies an entry by its index in the log of its run, whatever is added or hidden. */
export type EntryRef = {readonly run: RunOrderId; readonly index: number};

/** Units of work that are left, of some 20 nanoseconds each. */
export type Budget = {left: number};

/** A sequence after an extension. Its first `kept` entries are those that it had before. */
export type Extended<Sequence extends LogSequence = LogSequence> = {
	readonly sequence: Sequence;
	readonly kept: number;
};

/**
 * Entries in an order, each at a place from 0 on. It never changes: to read more entries means to make another
 * sequence, which shares what is in both. That is done in portions, so that a million entries block no key.
 */
export type LogSequence = {
	/** The number of entries that were read and kept. */
	readonly length: number;
	/** Whether all entries were read. */
	readonly complete: boolean;
	entryAt(place: number): LogEntry | undefined;
	refAt(place: number): EntryRef | undefined;
	/** The place of an entry; of the first entry after it when it is not in the sequence. */
	placeOf(ref: EntryRef): number;
	/** Reads further entries while the budget lasts. The identical sequence when there are none. */
	extend(budget: Budget): Extended;
};

/** The place of the first entry after one, whether that is in the sequence or not. */
export function placeAfter(sequence: LogSequence, ref: EntryRef): number {
	const place = sequence.placeOf(ref);
	return isAt(sequence, place, ref) ? place + 1 : place;
}

/** The place of an entry in a sequence; null when it is not in it. */
export function placeIn(sequence: LogSequence, ref: EntryRef): number | null {
	const place = sequence.placeOf(ref);
	return isAt(sequence, place, ref) ? place : null;
}

function isAt(sequence: LogSequence, place: number, {run, index}: EntryRef): boolean {
	const there = sequence.refAt(place);
	return there?.run === run && there.index === index;
}

/** The log of one run, in its own order. */
export class RunSequence implements LogSequence {
	readonly complete = true;
	readonly run: RunOrderId;
	readonly log: LogSnapshot;

	constructor(run: RunOrderId, log: LogSnapshot) {
		this.run = run;
		this.log = log;
	}

	get length(): number {
		return this.log.length;
	}

	/** The sequence of the same run's log as it is now. */
	over(log: LogSnapshot): RunSequence {
		const isSame = log.store === this.log.store && log.length === this.log.length;
		return isSame ? this : new RunSequence(this.run, log);
	}

	entryAt(place: number): LogEntry | undefined {
		return place < this.length ? this.log.store.entries[place] : undefined;
	}

	refAt(place: number): EntryRef | undefined {
		return place >= 0 && place < this.length ? {run: this.run, index: place} : undefined;
	}

	placeOf({run, index}: EntryRef): number {
		return run === this.run ? Math.min(index, this.length) : this.length;
	}

	extend(): Extended {
		return {sequence: this, kept: this.length};
	}
}
