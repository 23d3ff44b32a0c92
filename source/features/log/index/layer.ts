import type {LogEntry} from '../../../core/log/log-entry.ts';
import {NumberList} from './number-list.ts';
import type {Budget, EntryRef, Extended, LogSequence} from './sequence.ts';

export type EntryFilter = {
	/** `place`: the index of the entry in the sequence to filter. `layer`: the entries kept so far. */
	readonly keeps: (entry: LogEntry, place: number, layer: LogLayer) => boolean;
	/** The cost of testing an entry, in units of about 20 ns. The default is `readCost`. */
	readonly cost?: (entry: LogEntry) => number;
	/**
	 * Used instead of `keeps` for a slow test, such as a regular expression. Tests many entries per call. Returns null
	 * after a timeout. Then the next call gets fewer entries, at last a single one. `attempt` is 0, or the number of
	 * timeouts so far with the same single entry.
	 */
	readonly keepsAll?: (entries: readonly LogEntry[], attempt: number) => readonly boolean[] | null;
	/** For a filter that counts entries: returns the filter for a later layer, which tests all entries anew if it `restarts`. */
	readonly next?: (restarts: boolean) => EntryFilter;
};

/** The cost of reading an entry, in units of about 20 ns. In a large log, it is mostly the time of memory access. */
const readCost = 4;
/** Maximum number of entries per call of `keepsAll`. After a timeout, the next call gets a quarter of the entries. */
const maxBatch = 4096;
/** Testing ends when the same single entry has timed out this many times. A busy machine can cause one timeout. */
const maxAttempts = 3;

/** The entries of another sequence, `base`, that a filter keeps. */
export class LogLayer<Filter extends EntryFilter = EntryFilter> implements LogSequence {
	readonly #base: LogSequence;
	readonly #filter: Filter;
	/** The indexes in `#base` of the kept entries, ascending. */
	#places = new NumberList();
	/** The number of entries of `#base` that were tested so far. */
	read = 0;
	#batch = maxBatch;
	#attempts = 0;
	/** Whether a single entry has timed out `maxAttempts` times. Then no further entries are tested. */
	gaveUp = false;

	constructor(base: LogSequence, filter: Filter) {
		this.#base = base;
		this.#filter = filter;
	}

	get filter(): Filter {
		return this.#filter;
	}

	get length(): number {
		return this.#places.length;
	}

	get complete(): boolean {
		return this.gaveUp || (this.#base.complete && this.read >= this.#base.length);
	}

	/** The share of the entries of `#base` that were tested, 0 to 1. */
	get progress(): number {
		return this.#base.length === 0 ? 1 : this.read / this.#base.length;
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

	extend(budget: Budget): Extended<LogLayer<Filter>> {
		return this.over(this.#base.extend(budget), budget);
	}

	/**
	 * Tests entries of `below`, a later version of `#base`, while the budget lasts. Entries that were tested before
	 * and have not changed are not tested again.
	 */
	over({sequence: base, kept: same}: Extended, budget: Budget): Extended<LogLayer<Filter>> {
		const isDone = this.gaveUp || this.read === base.length || budget.left <= 0;

		if (base === this.#base && same >= this.read && isDone) {
			return {sequence: this, kept: this.length};
		}

		const restarts = this.#filter.next !== undefined && same < this.read;
		const kept = restarts ? 0 : same;
		const layer = new LogLayer(base, (this.#filter.next?.(restarts) ?? this.#filter) as Filter);
		layer.#places = this.#places.copy();
		layer.#places.cut(this.#places.lowerBound(kept));
		layer.read = Math.min(this.read, kept);
		layer.#batch = this.#batch;
		layer.#attempts = this.#attempts;
		layer.gaveUp = this.gaveUp;
		const keptPlaces = layer.length;

		if (!layer.gaveUp) {
			layer.#readOn(budget);
		}

		return {sequence: layer, kept: keptPlaces};
	}

	#readOn(budget: Budget): void {
		const {cost = () => readCost, keepsAll} = this.#filter;

		if (keepsAll !== undefined) {
			this.#readBatch(budget, keepsAll);
			return;
		}

		for (; budget.left > 0 && this.read < this.#base.length; this.read++) {
			const entry = this.#base.entryAt(this.read);

			if (entry !== undefined) {
				budget.left -= cost(entry);

				if (this.#filter.keeps(entry, this.read, this)) {
					this.#places.push(this.read);
				}
			}
		}
	}

	#readBatch(budget: Budget, keepsAll: NonNullable<EntryFilter['keepsAll']>): void {
		const end = Math.min(this.#base.length, this.read + this.#batch);
		const places = Array.from({length: end - this.read}, (_, index) => this.read + index);

		if (budget.left <= 0 || places.length === 0) {
			return;
		}

		const entries = places.map(place => this.#base.entryAt(place));
		const kept = keepsAll(
			entries.filter(entry => entry !== undefined),
			this.#attempts,
		);
		// Stop after this batch, because it may have taken all the time that a key press can wait.
		budget.left = 0;

		if (kept === null) {
			this.#attempts += this.#batch === 1 ? 1 : 0;
			this.gaveUp = this.#attempts === maxAttempts;
			this.#batch = Math.max(1, this.#batch >>> 2);
			return;
		}

		for (const place of places.filter((_, index) => kept[index] === true)) {
			this.#places.push(place);
		}

		this.read = end;
		this.#attempts = 0;
		this.#batch = Math.min(maxBatch, 2 * this.#batch);
	}
}
