import type {Duration} from '../core/time/clock.ts';
import type {Problem} from '../core/problem.ts';
import type {RunOrderId} from '../core/run.ts';
import type {Execution} from '../core/execution.ts';
import type {Random} from './poll-interval.ts';
import {WaitingJobs, type Job} from './job.ts';
import {
	afterResponse,
	afterFailure,
	resetFailures,
	givenUp,
	regularIntervalOf,
	type PollState,
	type PollSettings,
} from './poll-state.ts';
import {
	recordSuccess,
	recordFailure,
	closedBreaker,
	availableAt,
	maxInFlight,
	type RequestTiming,
} from './circuit-breaker.ts';
import type {InFlight} from './in-flight.ts';
import {PollGroups} from './poll-groups.ts';
import {PollQueue} from './poll-queue.ts';

/** After the machine slept, every run is polled once within this many milliseconds. */
const resumeMs: Duration = 3000;

export type SchedulerOptions = {
	/** Milliseconds between two polls of a running run. */
	readonly interval: Duration;
	readonly concurrency: number;
	readonly random: Random;
	/** Polling of a run stops after its polls have failed for this many milliseconds; null for no limit. */
	readonly giveUpAfter: Duration | null;
};

export type PollRequest =
	{readonly kind: 'execution'; readonly id: RunOrderId} | {readonly kind: 'job'; readonly job: Job};

/** Returns the key of a run's poll in `InFlight`. The key of a job never starts with `poll `. */
export function pollKey(id: RunOrderId): string {
	return `poll ${id}`;
}

/** Decides which request is sent next, and when. It sends nothing. All times come from the monotonic clock. */
export class Scheduler {
	readonly pollQueue: PollQueue;
	readonly jobs = new WaitingJobs();
	#options: SchedulerOptions;
	readonly #groups = new PollGroups();
	#breaker = closedBreaker;
	#pausedAt: Duration | null = null;

	constructor(options: SchedulerOptions) {
		this.#options = options;
		this.pollQueue = new PollQueue(options.interval);
	}

	next(now: Duration, inFlight: InFlight): PollRequest | null {
		if (this.#isFull(inFlight)) {
			return null;
		}

		const run = this.pollQueue.next(
			now,
			({id}) => inFlight.has(pollKey(id)),
			this.#pollsAvailableAt,
		);
		const job = this.jobs.next(({key, due, urgent}) => {
			return due <= now && !inFlight.has(key) && this.#jobsAvailableAt(urgent) <= now;
		});

		if (job !== null && (run === null || this.#goesBefore(job, run))) {
			return {kind: 'job', job};
		}

		return run === null ? null : {kind: 'execution', id: run.id};
	}

	/**
	 * Returns the time at which the next request can be sent. Infinity means that a response must arrive first. Null
	 * means that no request can be sent and no response is awaited, for example after all runs have ended.
	 */
	nextMoment(inFlight: InFlight): Duration | null {
		if (this.#isFull(inFlight)) {
			return Infinity;
		}

		let first = Infinity;

		for (const {key, due, urgent} of this.jobs.all()) {
			const moment = Math.max(due, this.#jobsAvailableAt(urgent));
			first = inFlight.has(key) ? first : Math.min(first, moment);
		}

		for (const isUrgent of [false, true]) {
			const due = this.pollQueue.firstDue(isUrgent, ({id}) => inFlight.has(pollKey(id)));
			first = Math.min(first, Math.max(due, this.#pollsAvailableAt(isUrgent)));
		}

		return first === Infinity && inFlight.size === 0 ? null : first;
	}

	/** Returns the time of a run's next poll; null if no poll is scheduled or polling is paused. */
	nextPollAt({due, urgent}: PollState): Duration | null {
		const moment = Math.max(due ?? Infinity, this.#pollsAvailableAt(urgent));
		return moment === Infinity ? null : moment;
	}

	onResponse(run: PollState, execution: Execution, now: Duration): PollState {
		this.onServiceResponse(now);
		const after = afterResponse(run, execution, now, this.#settingsFor(run));
		this.pollQueue.set(after);
		return after;
	}

	/**
	 * Returns the new state of the run. If the service was unreachable for too long, gives up all runs, and returns the
	 * new states of all of them.
	 */
	onFailure(run: PollState, problem: Problem, timing: RequestTiming): readonly PollState[] {
		this.onServiceFailure(problem, timing);
		const after = afterFailure(run, problem, timing, this.#settingsFor(run));
		this.pollQueue.set(after);
		const lost = this.isGivenUp()
			? this.pollQueue.live().map(live => givenUp(live, 'unreachable'))
			: [];

		for (const one of lost) {
			this.pollQueue.set(one);
		}

		return lost.some(({id}) => id === after.id) ? lost : [after, ...lost];
	}

	onServiceResponse(now: Duration): void {
		const wasProbing = this.#breaker.probingSince !== null;
		this.#breaker = recordSuccess(this.#breaker);

		if (wasProbing) {
			this.#reschedule(now);
		}
	}

	onServiceFailure(problem: Problem, timing: RequestTiming): void {
		const {interval, random} = this.#options;
		const before = this.#breaker;
		this.#breaker = recordFailure(before, problem, timing, interval, random);

		if (before.probingSince !== null && this.#breaker.probingSince === null) {
			this.#reschedule(timing.now);
		}

		const {retryAfter} = this.#breaker;

		if (retryAfter > before.retryAfter) {
			this.#reschedule(retryAfter, run => (run.due ?? Infinity) < retryAfter);
		}
	}

	/** Handles that the machine slept: resets all failures, and polls every run once within `resumeMs`. */
	resumeAfterSleep(now: Duration): void {
		this.#breaker = recordSuccess(this.#breaker);

		const runs = this.pollQueue.live().map(run => resetFailures(run));
		this.pollQueue.spread(runs, now, () => resumeMs, this.#options.random);
	}

	setPollInterval(interval: Duration, now: Duration): void {
		this.#options = {...this.#options, interval};
		this.pollQueue.interval = interval;
		this.#reschedule(now);
	}

	pause(paused: boolean, now: Duration): void {
		if (this.#pausedAt !== null && !paused) {
			this.#reschedule(now, run => (run.due ?? Infinity) <= now, now - this.#pausedAt);
		}

		this.#pausedAt = paused ? (this.#pausedAt ?? now) : null;
	}

	/**
	 * Spreads the next polls of the runs that `isDelayed` accepts over the time after `from`, so that they are not sent at
	 * once. This time is one regular interval of each run, but at most `delay`: after a pause, the length of the pause.
	 */
	#reschedule(
		from: Duration,
		isDelayed: (run: PollState) => boolean = () => true,
		delay = Infinity,
	): void {
		this.pollQueue.spread(
			this.pollQueue.live().filter(isDelayed),
			from,
			run => Math.min(delay, regularIntervalOf(run, this.#settingsFor(run))),
			this.#options.random,
		);
	}

	#settingsFor({id}: PollState): PollSettings {
		return {
			...this.#options,
			groups: this.#groups,
			prioritized: id === this.pollQueue.prioritized,
			notBefore: availableAt(this.#breaker, false),
		};
	}

	#isFull({size}: InFlight): boolean {
		return size >= maxInFlight(this.#breaker, this.#options.concurrency);
	}

	readonly #pollsAvailableAt = (isUrgent: boolean): Duration =>
		this.#pausedAt !== null && !isUrgent ? Infinity : availableAt(this.#breaker, isUrgent);

	#jobsAvailableAt(urgent: boolean): Duration {
		if (urgent) {
			return this.#breaker.retryAfter;
		}

		// While the breaker is open and runs are polled, polls are the probes, and jobs wait.
		const probing = this.#breaker.probingSince !== null && this.pollQueue.live().length > 0;
		return this.#pausedAt !== null || probing ? Infinity : availableAt(this.#breaker, false);
	}

	/**
	 * Returns whether a job (a request that is no poll) is sent before a poll. Urgent jobs come first, then urgent and
	 * prioritized polls. All others are sent by due time, so that many polls cannot block the jobs.
	 */
	#goesBefore({urgent, due}: Job, run: PollState): boolean {
		return (
			urgent ||
			(!run.urgent && run.id !== this.pollQueue.prioritized && due < (run.due ?? Infinity))
		);
	}

	/** Returns whether the service has been unreachable for longer than `giveUpAfter`. */
	isGivenUp(): boolean {
		const {giveUpAfter} = this.#options;
		const {failingSince} = this.#breaker;
		return (
			giveUpAfter !== null &&
			failingSince !== null &&
			availableAt(this.#breaker, false) - failingSince > giveUpAfter
		);
	}
}
