import type {Duration} from '../domain/clock.ts';
import type {RunOrderId} from '../domain/run.ts';
import type {Random} from './cadence.ts';
import {afterWish, beingAttended, newlyFollowed, type Followed} from './followed.ts';

/** The first polls of many runs are at most this far apart. */
const longestStep: Duration = 30;

/** The runs that are followed, and whose turn it is. All moments are monotonic. */
export class Roster {
	/** The run that the reader looks at. */
	attended: RunOrderId | null = null;

	/** The pause between two polls of a running run. */
	interval: Duration;
	readonly #runs = new Map<RunOrderId, Followed>();
	#newestStart = Number.NEGATIVE_INFINITY;

	constructor(interval: Duration) {
		this.interval = interval;
	}

	/**
	 * Follows runs that are not followed yet. The first is due at once and the others one after another: close enough
	 * that a dozen is there before one looks, and so that a thousand ask no faster than they will later.
	 */
	add(ids: readonly RunOrderId[], now: Duration): void {
		const fresh = new Set(ids.filter(id => !this.#runs.has(id)));
		const unasked = this.live().filter(run => run.settledAt === null).length + fresh.size;
		const step = Math.min(longestStep, this.interval / unasked);

		for (const id of fresh) {
			this.#newestStart = Math.max(now, this.#newestStart + step);
			this.#runs.set(id, newlyFollowed(id, this.#newestStart));
		}
	}

	remove(id: RunOrderId): void {
		this.#runs.delete(id);
	}

	get(id: RunOrderId): Followed | undefined {
		return this.#runs.get(id);
	}

	set(run: Followed): void {
		this.#runs.set(run.id, run);
	}

	/** All runs that are followed, also those that will not be asked again. */
	all(): Iterable<Followed> {
		return this.#runs.values();
	}

	/** The runs that will be asked again. */
	live(): readonly Followed[] {
		return [...this.#runs.values()].filter(run => run.due !== null);
	}

	/** Changes which run the reader looks at. A healthy one is asked within the interval from its newest answer. */
	attend(id: RunOrderId | null, now: Duration): void {
		this.attended = id;
		this.#change(id, run => beingAttended(run, now, this.interval));
	}

	/** Takes up the reader's wish that the run be asked now. */
	wish(id: RunOrderId, now: Duration): void {
		this.#change(id, run => afterWish(run, now));
	}

	/**
	 * Asks runs anew from that moment on, evenly over the window that each has. What the reader looks at, or wished,
	 * comes first and at once.
	 */
	spread(
		runs: readonly Followed[],
		from: Duration,
		windowOf: (run: Followed) => Duration,
		random: Random,
	): void {
		for (const [place, run] of runs.entries()) {
			const isFirst = run.urgent || run.id === this.attended;
			const share = isFirst ? 0 : (place + random()) / runs.length;
			this.set({...run, due: from + windowOf(run) * share});
		}
	}

	/**
	 * Whose turn it is: what the reader wished, then what the reader looks at, then whichever has been due the longest.
	 * Null when no run that may be asked is due.
	 */
	next(now: Duration, mayAsk: (run: Followed) => boolean): Followed | null {
		let first: Followed | null = null;

		for (const run of this.#runs.values()) {
			if (
				run.due !== null &&
				run.due <= now &&
				(first === null || this.#goesBefore(run, first)) &&
				mayAsk(run)
			) {
				first = run;
			}
		}

		return first;
	}

	#change(id: RunOrderId | null, change: (run: Followed) => Followed): void {
		const run = id === null ? undefined : this.#runs.get(id);

		if (run !== undefined) {
			this.set(change(run));
		}
	}

	#goesBefore(run: Followed, other: Followed): boolean {
		if (run.urgent !== other.urgent) {
			return run.urgent;
		}

		if (run.id === this.attended || other.id === this.attended) {
			return run.id === this.attended;
		}

		return (run.due ?? Infinity) < (other.due ?? Infinity);
	}
}
