import type {Duration} from '../core/time/clock.ts';
import type {RunOrderId} from '../core/run.ts';
import type {Random} from './poll-interval.ts';
import {DueQueue} from './due-queue.ts';
import {afterPollNow, afterPrioritized, newPollState, type PollState} from './poll-state.ts';

/** The first polls of many runs are at most this far apart. */
const longestStep: Duration = 30;

/** The runs that are followed, and whose turn it is. All moments are monotonic. */
export class PollQueue {
	/** The run that the reader looks at. */
	prioritized: RunOrderId | null = null;

	/** The pause between two polls of a running run. */
	interval: Duration;
	readonly #runs = new Map<RunOrderId, PollState>();
	/** The runs as they were set, by when they are due then; those that were set anew since do not count. */
	readonly #queue = new DueQueue<PollState>();
	/** The runs that the reader wished to be asked. */
	readonly #urgent = new Set<RunOrderId>();
	/** When the last of the first polls is due. */
	lastFirstPoll = Number.NEGATIVE_INFINITY;

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
			this.lastFirstPoll = Math.max(now, this.lastFirstPoll + step);
			this.set(newPollState(id, this.lastFirstPoll));
		}
	}

	remove(id: RunOrderId): void {
		this.#runs.delete(id);
		this.#urgent.delete(id);
	}

	get(id: RunOrderId): PollState | undefined {
		return this.#runs.get(id);
	}

	set(run: PollState): void {
		this.#runs.set(run.id, run);

		if (run.urgent) {
			this.#urgent.add(run.id);
		} else {
			this.#urgent.delete(run.id);
		}

		if (run.due !== null) {
			this.#queue.add(run.due, run);
		}
	}

	/** The runs that will be asked again. */
	live(): readonly PollState[] {
		return [...this.#runs.values()].filter(run => run.due !== null);
	}

	/** Changes which run the reader looks at. A healthy one is asked within the interval from its newest answer. */
	prioritize(id: RunOrderId | null, now: Duration): void {
		this.prioritized = id;
		this.#change(id, run => afterPrioritized(run, now, this.interval));
	}

	/** Takes up the reader's wish that the run be asked now. */
	pollNow(id: RunOrderId, now: Duration): void {
		this.#change(id, run => afterPollNow(run, now));
	}

	/**
	 * Asks runs anew from that moment on, evenly over the window that each has. What the reader looks at, or wished,
	 * comes first and at once.
	 */
	spread(
		runs: readonly PollState[],
		from: Duration,
		windowOf: (run: PollState) => Duration,
		random: Random,
	): void {
		for (const [place, run] of runs.entries()) {
			const isFirst = run.urgent || run.id === this.prioritized;
			const share = isFirst ? 0 : (place + random()) / runs.length;
			this.set({...run, due: from + windowOf(run) * share});
		}
	}

	/**
	 * Whose turn it is: what the reader wished, then what the reader looks at, then whichever has been due the longest.
	 * Null when no run is due that is not asked already, or none may be asked: wished ones not before the one moment, others
	 * not before the other.
	 */
	next(
		now: Duration,
		isAsked: (run: PollState) => boolean,
		opensAt: (isUrgent: boolean) => Duration,
	): PollState | null {
		const wished = opensAt(true) > now ? [] : this.#wished(isAsked).filter(run => isDue(run, now));

		if (wished.length > 0) {
			return wished.reduce((first, run) => (this.#goesBefore(run, first) ? run : first));
		}

		if (opensAt(false) > now) {
			return null;
		}

		const prioritized = this.prioritized === null ? undefined : this.#runs.get(this.prioritized);
		return prioritized !== undefined && isDue(prioritized, now) && !isAsked(prioritized)
			? prioritized
			: this.#soonest(now, isAsked);
	}

	/** When the first run is due that is not asked already, of those that the reader wished or of the others; infinite when there is none. */
	firstDue(isUrgent: boolean, isAsked: (run: PollState) => boolean): Duration {
		return isUrgent
			? Math.min(...this.#wished(isAsked).map(({due}) => due ?? Infinity))
			: (this.#soonest(Infinity, isAsked)?.due ?? Infinity);
	}

	#wished(isAsked: (run: PollState) => boolean): readonly PollState[] {
		return [...this.#urgent].flatMap(id => this.#runs.get(id) ?? []).filter(run => !isAsked(run));
	}

	/**
	 * Of the runs that nobody wished, and that are not asked, the one that has been due the longest at a moment. Those that are asked
	 * are let go: whatever comes of it, they are set anew.
	 */
	#soonest(now: Duration, isAsked: (run: PollState) => boolean): PollState | null {
		for (;;) {
			const {first} = this.#queue;

			if (first === null || first.due > now) {
				return null;
			}

			const {item: run} = first;

			if (this.#runs.get(run.id) === run && !run.urgent && !isAsked(run)) {
				return run;
			}

			this.#queue.remove();
		}
	}

	#change(id: RunOrderId | null, change: (run: PollState) => PollState): void {
		const run = id === null ? undefined : this.#runs.get(id);

		if (run !== undefined) {
			this.set(change(run));
		}
	}

	/** Of two that the reader wished. */
	#goesBefore(run: PollState, other: PollState): boolean {
		return run.id === this.prioritized || other.id === this.prioritized
			? run.id === this.prioritized
			: (run.due ?? Infinity) < (other.due ?? Infinity);
	}
}

function isDue({due}: PollState, now: Duration): boolean {
	return due !== null && due <= now;
}
