import type {LogEntry} from '../../../core/log/log-entry.ts';
import {NumberList} from './number-list.ts';
import type {Budget, EntryRef, Extended, LogSequence} from './sequence.ts';

/** Which entries of a sequence a layer keeps. */
export type EntryFilter = {
	/** `place` is the entry's in the sequence below; `layer` holds the entries kept before it. */
	readonly keeps: (entry: LogEntry, place: number, layer: LogLayer) => boolean;
	/** The price of one call, in units of `Budget`. */
	readonly cost: (entry: LogEntry) => number;
	/**
	 * Replaces `keeps` if a check may take any time, as with a regular expression: checks several entries at once. Null if
	 * that took too long. `attempt` counts the calls for one entry, from 0.
	 */
	readonly keepsAll?: (entries: readonly LogEntry[], attempt: number) => readonly boolean[] | null;
};

/** Maximum number of entries per call of `keepsAll`. A call that takes too long is repeated with fewer. */
const maxBatch = 4096;
/** Calls of `keepsAll` for a single entry before the layer gives up. Several, since the machine may have been busy. */
const maxAttempts = 3;

/** The entries of another sequence that a filter keeps. */
export class LogLayer implements LogSequence {
	readonly #base: LogSequence;
	readonly #filter: EntryFilter;
	/** Ascending places in the sequence below. */
	#places = new NumberList();
	/** Entries of the sequence below that were read. */
	#read = 0;
	#batch = maxBatch;
	#attempts = 0;
	#gaveUp = false;

	constructor(base: LogSequence, filter: EntryFilter) {
		this.#base = base;
		this.#filter = filter;
	}

	get length(): number {
		return this.#places.length;
	}

	/** Whether the filter took too long for a single entry. No further entries are read then. */
	get gaveUp(): boolean {
		return this.#gaveUp;
	}

	get complete(): boolean {
		return this.#gaveUp || (this.#base.complete && this.#read >= this.#base.length);
	}

	/** The part of the sequence below that was read, 0 to 1. */
	get progress(): number {
		return this.#base.length === 0 ? 1 : this.#read / this.#base.length;
	}

	/** Entries of the sequence below that were read. */
	get read(): number {
		return this.#read;
	}

	/** Whether all entries before this one were read. */
	hasPassed(ref: EntryRef): boolean {
		return this.complete || this.#read > this.#base.placeOf(ref);
	}

	entryAt(place: number): LogEntry | undefined {
		const below = this.#places.at(place);
		return below === undefined ? undefined : this.#base.entryAt(below);
	}

	refAt(place: number): EntryRef | undefined {
		const below = this.#places.at(place);
		return below === undefined ? undefined : this.#base.refAt(below);
	}

	placeOf(ref: EntryRef): number {
		return this.#places.lowerBound(this.#base.placeOf(ref));
	}

	extend(budget: Budget): Extended<LogLayer> {
		return this.over(this.#base.extend(budget), budget);
	}

	/** The layer over the sequence below it after an extension, with further entries of it read. */
	over(
		{sequence: base, kept}: Extended,
		budget: Budget,
		filter = this.#filter,
	): Extended<LogLayer> {
		const isDone = this.#gaveUp || this.#read === base.length || budget.left <= 0;

		if (base === this.#base && kept >= this.#read && isDone) {
			return {sequence: this, kept: this.length};
		}

		const layer = new LogLayer(base, filter);
		layer.#places = this.#places.copy();
		layer.#places.cut(this.#places.lowerBound(kept));
		layer.#read = Math.min(this.#read, kept);
		layer.#batch = this.#batch;
		layer.#attempts = this.#attempts;
		layer.#gaveUp = this.#gaveUp;
		const keptPlaces = layer.length;

		if (!layer.#gaveUp) {
			layer.#readOn(budget);
		}

		return {sequence: layer, kept: keptPlaces};
	}

	#readOn(budget: Budget): void {
		const {keeps, cost, keepsAll} = this.#filter;

		if (keepsAll !== undefined) {
			this.#readBatch(budget, keepsAll);
			return;
		}

		for (; budget.left > 0 && this.#read < this.#base.length; this.#read++) {
			const entry = this.#base.entryAt(this.#read);

			if (entry !== undefined) {
				budget.left -= cost(entry);

				if (keeps(entry, this.#read, this)) {
					this.#places.push(this.#read);
				}
			}
		}
	}

	/** Reads one batch. A batch that takes too long becomes smaller, down to a single entry. */
	#readBatch(budget: Budget, keepsAll: NonNullable<EntryFilter['keepsAll']>): void {
		const end = Math.min(this.#base.length, this.#read + this.#batch);
		const places = Array.from({length: end - this.#read}, (_, index) => this.#read + index);

		if (budget.left <= 0 || places.length === 0) {
			return;
		}

		const entries = places.map(place => this.#base.entryAt(place));
		const kept = keepsAll(
			entries.filter(entry => entry !== undefined),
			this.#attempts,
		);
		// One batch may have taken all the time that a key can wait.
		budget.left = 0;

		if (kept === null) {
			this.#attempts += this.#batch === 1 ? 1 : 0;
			this.#gaveUp = this.#attempts === maxAttempts;
			this.#batch = Math.max(1, this.#batch >>> 2);
			return;
		}

		for (const place of places.filter((_, index) => kept[index] === true)) {
			this.#places.push(place);
		}

		this.#read = end;
		this.#attempts = 0;
		this.#batch = Math.min(maxBatch, 2 * this.#batch);
	}
}
