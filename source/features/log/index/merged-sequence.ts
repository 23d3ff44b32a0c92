import type {LogStore} from '../../../core/log/log-store.ts';
import type {LogEntry} from '../../../core/log/log-entry.ts';
import type {RunOrderId} from '../../../core/run.ts';
import type {EntryRef, LogSequence} from './sequence.ts';
import {PagedNumbers} from './paged-numbers.ts';
import {siftDown} from './sift-down.ts';

/** One of the logs that are merged. */
export type MergedLog = {
	readonly run: RunOrderId;
	readonly store: LogStore;
	/** How many entries of the book there are by now. */
	readonly length: number;
};

type Part = Omit<MergedLog, 'length'> & {
	length: number;
	/** The time of each entry, but never before that of the entry before it: no log is put in another order. */
	readonly times: PagedNumbers;
	/** How many of its entries have their place. */
	taken: number;
};

/** An entry as one number: the part it is from, and its index there. */
const partFactor = 2 ** 32;
/** Units that it costs to read the time of an entry, and to give it its place. */
const timeCost = 8;
const placeCost = 60;

/**
 * The logs of several runs as one, in order of time; of entries of the same time those of the run that is listed
 * first come first. An entry that comes to be known late is put where it belongs: the sequence is told anew from there.
 */
export class MergedSequence implements LogSequence {
	readonly rewinds: number[] = [];
	readonly #parts: Part[] = [];
	readonly #ordinals = new Map<RunOrderId, number>();
	readonly #codes = new PagedNumbers();

	get length(): number {
		return this.#codes.length;
	}

	get complete(): boolean {
		return this.#parts.every(({taken, length}) => taken === length);
	}

	/** Whether these are the logs that it merges, or come to be so by growing. */
	covers(logs: readonly MergedLog[]): boolean {
		return this.#parts.every(({store: logStore, length}, ordinal) => {
			const log = logs[ordinal];
			return log?.store === logStore && log.length >= length;
		});
	}

	/** Takes note of what the logs have by now; `grow` merges it. */
	add(logs: readonly MergedLog[]): void {
		for (const [ordinal, {run, store: logStore, length}] of logs.entries()) {
			const part = this.#parts[ordinal];

			if (part === undefined) {
				this.#ordinals.set(run, ordinal);
				this.#parts.push({run, store: logStore, length, times: new PagedNumbers(), taken: 0});
			} else {
				part.length = length;
			}
		}
	}

	entryAt(place: number): LogEntry | undefined {
		const code = this.#codes.at(place);
		return code === undefined
			? undefined
			: this.#parts[Math.floor(code / partFactor)]?.store.entries[code % partFactor];
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

	grow(units: number): number {
		const left = this.#readTimes(units);

		// Without all times nothing has its final place.
		if (left <= 0) {
			return 0;
		}

		this.#makeRoom();
		return this.#merge(left);
	}

	#readTimes(units: number): number {
		let left = units;

		for (const {store, times, length} of this.#parts) {
			for (; times.length < length && left > 0; left -= timeCost) {
				const before = times.at(times.length - 1) ?? Number.NEGATIVE_INFINITY;
				times.push(Math.max(before, store.entries[times.length]?.at ?? before));
			}
		}

		return left;
	}

	/** Takes back the places of all entries that something new comes before. */
	#makeRoom(): void {
		const place = this.#parts.reduce(
			(least, part, ordinal) =>
				part.taken < part.times.length
					? Math.min(least, this.#placeOf(ordinal, part.taken))
					: least,
			this.length,
		);

		if (place === this.length) {
			return;
		}

		for (let back = this.length - 1; back >= place; back--) {
			const code = this.#codes.at(back) ?? 0;
			const part = this.#parts[Math.floor(code / partFactor)];

			if (part !== undefined) {
				part.taken = code % partFactor;
			}
		}

		this.#codes.cut(place);
		this.rewinds.push(place);
	}

	#merge(units: number): number {
		const heads = this.#parts.flatMap(({taken, times}, ordinal) =>
			taken < times.length ? [ordinal] : [],
		);
		const precedes = (a: number, b: number) =>
			this.#compare(a, this.#taken(a), b, this.#taken(b)) < 0;

		for (let at = heads.length >>> 1; at >= 0; at--) {
			siftDown(heads, at, precedes);
		}

		let left = units;

		for (; heads.length > 0 && left > 0; left -= placeCost) {
			const ordinal = heads[0] ?? 0;
			const part = this.#parts[ordinal];

			if (part !== undefined) {
				this.#codes.push(ordinal * partFactor + part.taken);
				part.taken++;

				if (part.taken === part.times.length) {
					const end = heads.pop() ?? 0;

					if (heads.length > 0) {
						heads[0] = end;
					}
				}
			}

			siftDown(heads, 0, precedes);
		}

		return left;
	}

	#taken(ordinal: number): number {
		return this.#parts[ordinal]?.taken ?? 0;
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
		let low = 0;
		let high = this.#codes.length;

		while (low < high) {
			const middle = (low + high) >>> 1;
			const code = this.#codes.at(middle) ?? 0;

			if (this.#compare(Math.floor(code / partFactor), code % partFactor, ordinal, index) < 0) {
				low = middle + 1;
			} else {
				high = middle;
			}
		}

		return low;
	}
}
