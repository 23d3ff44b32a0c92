import type {Duration} from '../core/time/clock.ts';
import type {RunOrderId} from '../core/run.ts';
import type {Random} from './poll-interval.ts';
import {DueQueue} from './due-queue.ts';
import {afterPollNow, afterPrioritized, newPollState, type PollState} from './poll-state.ts';

const maxFirstPollGap: Duration = 30;

/** The watched runs, ordered by the time of their next poll. All times come from the monotonic clock. */
export class PollQueue {
	prioritized: RunOrderId | null = null;

	interval: Duration;
	readonly #runs = new Map<RunOrderId, PollState>();
	/** The states of runs by due time. A state that `#runs` no longer contains is outdated and skipped. */
	readonly #queue = new DueQueue<PollState>();
	readonly #urgent = new Set<RunOrderId>();
	/** The time of the first poll of the run that was added last; -Infinity before any run was added. */
	lastFirstPoll = Number.NEGATIVE_INFINITY;

	constructor(interval: Duration) {
		this.interval = interval;
	}

	/** The first polls are spread, so that even a thousand new runs do not exceed the normal request rate. */
	add(ids: readonly RunOrderId[], now: Duration): void {
		const fresh = new Set(ids.filter(id => !this.#runs.has(id)));
		const unpolled = this.live().filter(run => run.polledAt === null).length + fresh.size;
		const gap = Math.min(maxFirstPollGap, this.interval / unpolled);

		for (const id of fresh) {
			this.lastFirstPoll = Math.max(now, this.lastFirstPoll + gap);
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

	live(): readonly PollState[] {
		return [...this.#runs.values()].filter(run => run.due !== null);
	}

	/**
	 * Gives priority to a run, or to no run if `id` is null. The next poll of this run then comes at most one interval
	 * after its latest poll, unless that poll failed.
	 */
	prioritize(id: RunOrderId | null, now: Duration): void {
		this.prioritized = id;
		this.#change(id, run => afterPrioritized(run, now, this.interval));
	}

	pollNow(id: RunOrderId, now: Duration): void {
		this.#change(id, run => afterPollNow(run, now));
	}

	/**
	 * Spreads the next polls of `runs`: each is due at a different time between `from` and `from + windowOf(run)`. Only
	 * the polls of urgent and prioritized runs are all due at `from`.
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
	 * Returns the run to poll now: an urgent one, else the prioritized one, else the one that has been due longest.
	 * Null if no poll can be sent now. `availableAt(true)` is the time from which urgent polls may be sent,
	 * `availableAt(false)` the time from which all other polls may be sent.
	 */
	next(
		now: Duration,
		isInFlight: (run: PollState) => boolean,
		availableAt: (isUrgent: boolean) => Duration,
	): PollState | null {
		const urgent =
			availableAt(true) > now ? [] : this.#urgentRuns(isInFlight).filter(run => isDue(run, now));

		if (urgent.length > 0) {
			return urgent.reduce((first, run) => (this.#goesBefore(run, first) ? run : first));
		}

		if (availableAt(false) > now) {
			return null;
		}

		const prioritized = this.prioritized === null ? undefined : this.#runs.get(this.prioritized);
		return prioritized !== undefined && isDue(prioritized, now) && !isInFlight(prioritized)
			? prioritized
			: this.#soonest(now, isInFlight);
	}

	/**
	 * Returns the earliest due time of all urgent polls, or of all other polls if `isUrgent` is false. Ignores runs
	 * whose poll is in flight. If no run remains, returns Infinity.
	 */
	firstDue(isUrgent: boolean, isInFlight: (run: PollState) => boolean): Duration {
		return isUrgent
			? Math.min(...this.#urgentRuns(isInFlight).map(({due}) => due ?? Infinity))
			: (this.#soonest(Infinity, isInFlight)?.due ?? Infinity);
	}

	#urgentRuns(isInFlight: (run: PollState) => boolean): readonly PollState[] {
		return [...this.#urgent]
			.flatMap(id => this.#runs.get(id) ?? [])
			.filter(run => !isInFlight(run));
	}

	/**
	 * Returns the non-urgent run that is due first; null if none is due by `now`. Removes from the queue what it skips:
	 * outdated states, urgent runs and runs whose poll is in flight. After their polls, `set` adds these runs again.
	 */
	#soonest(now: Duration, isInFlight: (run: PollState) => boolean): PollState | null {
		for (;;) {
			const {first} = this.#queue;

			if (first === null || first.due > now) {
				return null;
			}

			const {item: run} = first;

			if (this.#runs.get(run.id) === run && !run.urgent && !isInFlight(run)) {
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

	#goesBefore(run: PollState, other: PollState): boolean {
		return run.id === this.prioritized || other.id === this.prioritized
			? run.id === this.prioritized
			: (run.due ?? Infinity) < (other.due ?? Infinity);
	}
}

function isDue({due}: PollState, now: Duration): boolean {
	return due !== null && due <= now;
}
