import type {LogEntry} from '../../../core/log/log-entry.ts';
import {lowerBound} from '../../../core/lower-bound.ts';
import type {EntryRef, LogSequence} from './sequence.ts';
import {callWithTimeLimit} from '../../../core/time/call-with-time-limit.ts';

/** What a layer keeps of the sequence below it. */
export type LayerRule = {
	/** `layer` is what has been kept so far, for a rule that depends on it. */
	readonly keeps: (entry: LogEntry, layer: LogLayer) => boolean;
	/** What it costs to ask, in units (see `LogSequence`). */
	readonly cost: (entry: LogEntry) => number;
	/** Whether asking may take any time, as with a regular expression: then it is watched. */
	readonly watched?: boolean;
};

/** Entries between two looks at the watch, at first. */
const portion = 4096;
/** How long one portion may take, in milliseconds; a key waits no longer. */
const patience = 25;
/** How often a single entry is tried before it is given up: the machine may have had other things to do. */
const maxTries = 3;

/** The entries of a sequence that a rule keeps, as an array of places that grows with it. */
export class LogLayer implements LogSequence {
	readonly rewinds: number[] = [];
	/** Whether the rule took too long for a single entry; then nothing more is looked at. */
	gaveUp = false;
	readonly #base: LogSequence;
	readonly #rule: LayerRule;
	/** Ascending places in the sequence below. */
	readonly #places: number[] = [];
	#upTo = 0;
	#rewound = 0;
	#portion = portion;
	#tries = 0;

	constructor(base: LogSequence, rule: LayerRule) {
		this.#base = base;
		this.#rule = rule;
		this.#rewound = base.rewinds.length;
	}

	get length(): number {
		return this.#places.length;
	}

	get complete(): boolean {
		return this.gaveUp || (this.#base.complete && this.looked === 1);
	}

	/** The part of the sequence below that has been looked at, 0 to 1. */
	get looked(): number {
		return this.#base.length === 0 ? 1 : Math.min(1, this.#upTo / this.#base.length);
	}

	/** Whether everything before an entry has been looked at. */
	hasPassed(ref: EntryRef): boolean {
		return this.complete || this.#upTo > this.#base.placeOf(ref);
	}

	entryAt(place: number): LogEntry | undefined {
		const below = this.#places[place];
		return below === undefined ? undefined : this.#base.entryAt(below);
	}

	refAt(place: number): EntryRef | undefined {
		const below = this.#places[place];
		return below === undefined ? undefined : this.#base.refAt(below);
	}

	placeOf(ref: EntryRef): number {
		return lowerBound(this.#places, this.#base.placeOf(ref));
	}

	grow(units: number): number {
		let left = this.#base.grow(units);
		this.#rewind();

		while (left > 0 && !this.gaveUp && this.#upTo < this.#base.length) {
			left = this.#rule.watched === true ? this.#growWatched() : this.#growBy(left);
		}

		return left;
	}

	#growBy(units: number): number {
		let left = units;

		for (; left > 0 && this.#upTo < this.#base.length; this.#upTo++) {
			const entry = this.#base.entryAt(this.#upTo);

			if (entry !== undefined) {
				left -= this.#rule.cost(entry);

				if (this.#rule.keeps(entry, this)) {
					this.#places.push(this.#upTo);
				}
			}
		}

		return left;
	}

	/** A portion in which something takes too long is halved until it is one entry: that cannot be looked at. */
	#growWatched(): number {
		const to = Math.min(this.#base.length, this.#upTo + this.#portion);
		const found = callWithTimeLimit(patience, () => this.#find(this.#upTo, to));

		if (found === null) {
			this.#tries += this.#portion === 1 ? 1 : 0;
			this.gaveUp = this.#tries === maxTries;
			this.#portion = Math.max(1, this.#portion >>> 2);
			return 0;
		}

		for (const place of found.places) {
			this.#places.push(place);
		}

		this.#upTo = found.to;
		this.#tries = 0;
		this.#portion = Math.min(portion, 2 * this.#portion);
		// Each portion may have taken all the time that a key waits.
		return 0;
	}

	#find(from: number, to: number): {readonly places: readonly number[]; readonly to: number} {
		const places: number[] = [];

		for (let place = from; place < to; place++) {
			const entry = this.#base.entryAt(place);

			if (entry !== undefined && this.#rule.keeps(entry, this)) {
				places.push(place);
			}
		}

		return {places, to};
	}

	#rewind(): void {
		for (; this.#rewound < this.#base.rewinds.length; this.#rewound++) {
			const place = this.#base.rewinds[this.#rewound] ?? 0;

			if (place < this.#upTo) {
				const kept = lowerBound(this.#places, place);
				this.#upTo = place;

				if (kept < this.#places.length) {
					this.#places.length = kept;
					this.rewinds.push(kept);
				}
			}
		}
	}
}
