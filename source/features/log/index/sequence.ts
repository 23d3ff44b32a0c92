import type {LogEntry} from '../../../core/log/log-entry.ts';
import {commonLength, entryAt, logLength, type RunLog} from '../../../core/log/run-log.ts';
import type {RunOrderId} from '../../../core/run.ts';

/** Identifies an entry by its index in the log of its run. Filters do not change this index. */
export type EntryRef = {readonly run: RunOrderId; readonly index: number};

/** The work that may still be done before the next key press is handled, in units of about 20 ns. */
export type Budget = {left: number};

/** A new version of a sequence. Its first `kept` entries are the same as in the old version. */
export type Extended<Sequence extends LogSequence = LogSequence> = {
	readonly sequence: Sequence;
	readonly kept: number;
};

/**
 * An immutable, ordered list of log entries. A place is an index in this list, from 0. `extend` reads a limited number
 * of further entries and returns a new sequence, so that a million entries do not delay a key press.
 */
export type LogSequence = {
	/** The number of entries in the list so far. Entries that a filter hides are not counted. */
	readonly length: number;
	readonly complete: boolean;
	entryAt(place: number): LogEntry | undefined;
	refAt(place: number): EntryRef | undefined;
	/** Returns the index of an entry. If the entry is not in the sequence, returns the index of the next one that is. */
	placeOf(ref: EntryRef): number;
	/** Reads more entries while the budget lasts. Returns the identical sequence if it is complete. */
	extend(budget: Budget): Extended;
};

/** Returns the index of the first entry after `ref`. `ref` itself need not be in the sequence. */
export function placeAfter(sequence: LogSequence, ref: EntryRef): number {
	const place = sequence.placeOf(ref);
	return isSameRef(sequence.refAt(place), ref) ? place + 1 : place;
}

/** Unlike `placeOf`, returns null if the entry is not in the sequence. */
export function placeIn(sequence: LogSequence, ref: EntryRef): number | null {
	const place = sequence.placeOf(ref);
	return isSameRef(sequence.refAt(place), ref) ? place : null;
}

export function isSameRef(a: EntryRef | null | undefined, b: EntryRef | null | undefined): boolean {
	return a?.run === b?.run && a?.index === b?.index;
}

/**
 * Whether the service failed to deliver entries between the indexes `before` and `index` of a log. Entries that a
 * filter hides were delivered, so they do not count.
 */
export function isAfterGap(gaps: readonly number[], index: number, before = index - 1): boolean {
	return gaps.some(gap => gap > before && gap <= index);
}

export class RunSequence implements LogSequence {
	readonly complete = true;
	readonly run: RunOrderId;
	readonly log: RunLog;

	constructor(run: RunOrderId, log: RunLog) {
		this.run = run;
		this.log = log;
	}

	get length(): number {
		return logLength(this.log);
	}

	over(log: RunLog): Extended<RunSequence> {
		const isSame = log === this.log;
		return {
			sequence: isSame ? this : new RunSequence(this.run, log),
			kept: commonLength(this.log, log),
		};
	}

	entryAt(place: number): LogEntry | undefined {
		return entryAt(this.log, place);
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
