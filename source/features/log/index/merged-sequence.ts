import {partitionPoint} from '../../../core/lower-bound.ts';
import {commonLength, type LogSnapshot} from '../../../core/log/log-store.ts';
import type {LogEntry} from '../../../core/log/log-entry.ts';
import type {RunOrderId} from '../../../core/run.ts';
import {NumberList} from './number-list.ts';
import type {Budget, EntryRef, Extended, LogSequence} from './sequence.ts';
import {siftDown} from './sift-down.ts';

type RunLog = {readonly run: RunOrderId; readonly log: LogSnapshot};

type Part = RunLog & {
	/** The times by which entries are merged: never before the time of the previous entry, so that no log is reordered. */
	readonly times: NumberList;
};

/** Factor in the codes of merged entries: the code of an entry is `part * partFactor + index`. */
const partFactor = 2 ** 32;
/** The cost of reading the time of an entry, in units of `Budget`. */
const timeCost = 8;
/** The cost of merging an entry, in units of `Budget`. */
const placeCost = 60;

/**
 * Merges the logs of several runs by time. If times are equal, entries of the run that is listed first come first. An
 * entry that arrives late moves all later entries to new places.
 */
export class MergedSequence implements LogSequence {
	#parts: Part[] = [];
	/** The number of merged entries of each part. */
	#taken: number[] = [];
	#codes = new NumberList();
	#ordinals: ReadonlyMap<RunOrderId, number> = new Map();

	get length(): number {
		return this.#codes.length;
	}

	get complete(): boolean {
		return this.#parts.every(({log}, ordinal) => this.#takenOf(ordinal) === log.length);
	}

	/** Returns the sequence for these logs. Keeps the merged entries if the log of each part is unchanged or has grown. */
	over(logs: readonly RunLog[]): Extended<MergedSequence> {
		if (!this.#parts.every((part, ordinal) => isGrown(part, logs[ordinal]))) {
			return {...new MergedSequence().over(logs), kept: 0};
		}

		const isSame =
			logs.length === this.#parts.length &&
			logs.every(({log}, ordinal) => isSameLog(log, this.#parts[ordinal]?.log));

		if (isSame) {
			return {sequence: this, kept: this.length};
		}

		const sequence = this.#copy();
		sequence.#ordinals = new Map(logs.map(({run}, ordinal) => [run, ordinal]));
		sequence.#parts = logs.map(({run, log}, ordinal) => ({
			run,
			log,
			times: this.#parts[ordinal]?.times ?? new NumberList(),
		}));
		sequence.#taken = logs.map((_, ordinal) => this.#takenOf(ordinal));
		return {sequence, kept: this.length};
	}

	entryAt(place: number): LogEntry | undefined {
		const code = this.#codes.at(place);
		return code === undefined
			? undefined
			: this.#parts[Math.floor(code / partFactor)]?.log.store.entries[code % partFactor];
	}

	refAt(place: number): EntryRef | undefined {
		const code = this.#codes.at(place);
		const part = code === undefined ? undefined : this.#parts[Math.floor(code / partFactor)];
		return code === undefined || part === undefined
			? undefined
			: {run: part.run, index: code % partFactor};
	}

	placeOf({run, index}: EntryRef): number {
		const ordinal = this.#ordinals.get(run);
		return ordinal === undefined ? this.length : this.#placeOf(ordinal, index);
	}

	extend(budget: Budget): Extended<MergedSequence> {
		if (budget.left <= 0 || this.complete) {
			return {sequence: this, kept: this.length};
		}

		const sequence = this.#copy();
		sequence.#readTimes(budget);

		// Merge only when all times have been read, because an entry that is not read yet can change the places.
		if (budget.left <= 0) {
			return {sequence, kept: this.length};
		}

		const kept = sequence.#makeRoom();
		sequence.#merge(budget);
		return {sequence, kept};
	}

	#copy(): MergedSequence {
		const copy = new MergedSequence();
		copy.#parts = [...this.#parts];
		copy.#taken = [...this.#taken];
		copy.#codes = this.#codes.copy();
		copy.#ordinals = this.#ordinals;
		return copy;
	}

	#readTimes(budget: Budget): void {
		for (const [ordinal, part] of this.#parts.entries()) {
			const {length, store} = part.log;

			if (part.times.length === length) {
				continue;
			}

			const times = part.times.copy();
			this.#parts[ordinal] = {...part, times};

			for (; times.length < length && budget.left > 0; budget.left -= timeCost) {
				const before = times.at(times.length - 1) ?? Number.NEGATIVE_INFINITY;
				times.push(Math.max(before, store.entries[times.length]?.at ?? before));
			}
		}
	}

	/** Removes all places from that of the first new entry on, and returns the remaining length. */
	#makeRoom(): number {
		const kept = this.#parts.reduce(
			(least, {times}, ordinal) =>
				this.#takenOf(ordinal) < times.length
					? Math.min(least, this.#placeOf(ordinal, this.#takenOf(ordinal)))
					: least,
			this.length,
		);

		for (let place = this.length - 1; place >= kept; place--) {
			const code = this.#codes.at(place) ?? 0;
			this.#taken[Math.floor(code / partFactor)] = code % partFactor;
		}

		this.#codes.cut(kept);
		return kept;
	}

	#merge(budget: Budget): void {
		const heads = this.#parts.flatMap(({times}, ordinal) =>
			this.#takenOf(ordinal) < times.length ? [ordinal] : [],
		);
		const precedes = (a: number, b: number) =>
			this.#compare(a, this.#takenOf(a), b, this.#takenOf(b)) < 0;

		for (let at = heads.length >>> 1; at >= 0; at--) {
			siftDown(heads, at, precedes);
		}

		for (; heads.length > 0 && budget.left > 0; budget.left -= placeCost) {
			const ordinal = heads[0] ?? 0;
			const taken = this.#takenOf(ordinal);
			this.#codes.push(ordinal * partFactor + taken);
			this.#taken[ordinal] = taken + 1;

			if (taken + 1 === this.#parts[ordinal]?.times.length) {
				const end = heads.pop() ?? 0;

				if (heads.length > 0) {
					heads[0] = end;
				}
			}

			siftDown(heads, 0, precedes);
		}
	}

	#takenOf(ordinal: number): number {
		return this.#taken[ordinal] ?? 0;
	}

	#timeOf(ordinal: number, index: number): number {
		return this.#parts[ordinal]?.times.at(index) ?? Number.POSITIVE_INFINITY;
	}

	#compare(ordinalA: number, indexA: number, ordinalB: number, indexB: number): number {
		const a = this.#timeOf(ordinalA, indexA);
		const b = this.#timeOf(ordinalB, indexB);
		return a === b ? ordinalA - ordinalB || indexA - indexB : a < b ? -1 : 1;
	}

	#placeOf(ordinal: number, index: number): number {
		return partitionPoint(this.#codes.length, place => {
			const code = this.#codes.at(place) ?? 0;
			return this.#compare(Math.floor(code / partFactor), code % partFactor, ordinal, index) < 0;
		});
	}
}

function isGrown({run, log}: RunLog, later: RunLog | undefined): boolean {
	return later?.run === run && commonLength(log, later.log) === log.length;
}

function isSameLog(a: LogSnapshot, b: LogSnapshot | undefined): boolean {
	return a.store === b?.store && a.length === b.length;
}
