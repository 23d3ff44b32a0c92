import type {Duration} from '../core/time/clock.ts';
import type {Problem} from '../core/problem.ts';
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
	afterSuccess,
	afterTrouble,
	closedBreaker,
	availableAt,
	maxInFlight,
	type RequestTiming,
} from './circuit-breaker.ts';
import {PollGroups} from './poll-groups.ts';
import type {PollRequest, RequestsInFlight} from './request.ts';
import {PollQueue} from './poll-queue.ts';

/** After a sleep of the machine every run is asked once within this time. */
const wakingTime: Duration = 3000;

/** What a plan is made by. */
export type SchedulerOptions = {
	/** The pause between two polls of a running run, in milliseconds. */
	readonly interval: Duration;
	/** Most questions under way at once. */
	readonly concurrency: number;
	readonly random: Random;
	/** How long a failure without a break may last before a run is given up; null is for ever. */
	readonly giveUpAfter: Duration | null;
};

/**
 * Who is asked, when, and why not yet. It decides and does nothing: it knows neither client nor clock. All moments
 * are monotonic, in milliseconds.
 */
export class Scheduler {
	readonly pollQueue: PollQueue;
	readonly jobs = new WaitingJobs();
	#options: SchedulerOptions;
	readonly #groups = new PollGroups();
	#origin = closedBreaker;
	/** Since when nothing is asked, monotonic; null while polling goes on. */
	#pausedAt: Duration | null = null;

	constructor(options: SchedulerOptions) {
		this.#options = options;
		this.pollQueue = new PollQueue(options.interval);
	}

	/** The next question that may be asked at this moment; null when there is none. */
	next(now: Duration, underWay: RequestsInFlight): PollRequest | null {
		if (this.#isFull(underWay)) {
			return null;
		}

		const run = this.pollQueue.next(now, ({id}) => underWay.has(id), this.#runsOpenAt);
		const job = this.jobs.next(({key, due, urgent}) => {
			return due <= now && !underWay.hasErrand(key) && this.#errandsOpenAt(urgent) <= now;
		});

		if (job !== null && (run === null || this.#waitsLonger(job, run))) {
			return {kind: 'job', job};
		}

		return run === null ? null : {kind: 'execution', id: run.id};
	}

	/**
	 * When there can be something to ask, if nothing comes in before: infinite when that hangs on the questions under
	 * way, null when nothing is to be expected at all.
	 */
	nextMoment(underWay: RequestsInFlight): Duration | null {
		if (this.#isFull(underWay)) {
			return Infinity;
		}

		let first = Infinity;

		for (const {key, due, urgent} of this.jobs.all()) {
			const moment = Math.max(due, this.#errandsOpenAt(urgent));
			first = underWay.hasErrand(key) ? first : Math.min(first, moment);
		}

		for (const isUrgent of [false, true]) {
			const due = this.pollQueue.firstDue(isUrgent, ({id}) => underWay.has(id));
			first = Math.min(first, Math.max(due, this.#runsOpenAt(isUrgent)));
		}

		return first === Infinity && underWay.size === 0 ? null : first;
	}

	/** When a run will be asked; null when it will not be, or not while polling is paused. */
	nextPollAt({due, urgent}: PollState): Duration | null {
		const moment = Math.max(due ?? Infinity, this.#runsOpenAt(urgent));
		return moment === Infinity ? null : moment;
	}

	/** Takes in that a run was answered. Returns it as it is then. */
	onResponse(run: PollState, execution: Execution, now: Duration): PollState {
		this.onServiceResponse(now);
		const after = afterResponse(run, execution, now, this.#rulesFor(run));
		this.pollQueue.set(after);
		return after;
	}

	/**
	 * Takes in that a question about a run failed. Returns every run for which this is the outcome, as it is then:
	 * that one alone, or with it all those that are given up because the origin stays out of reach.
	 */
	onFailure(run: PollState, problem: Problem, requested: RequestTiming): readonly PollState[] {
		this.onServiceFailure(problem, requested);
		const after = afterFailure(run, problem, requested, this.#rulesFor(run));
		this.pollQueue.set(after);
		const lost = this.isGivenUp()
			? this.pollQueue.live().map(live => givenUp(live, 'unreachable'))
			: [];

		for (const one of lost) {
			this.pollQueue.set(one);
		}

		return lost.some(({id}) => id === after.id) ? lost : [after, ...lost];
	}

	/** Takes in that the origin replied to something. */
	onServiceResponse(now: Duration): void {
		const probed = this.#origin.probingSince !== null;
		this.#origin = afterSuccess(this.#origin);

		if (probed) {
			this.#comeBack(now);
		}
	}

	/** Takes in that a question about anything failed. */
	onServiceFailure(problem: Problem, requested: RequestTiming): void {
		const {interval, random} = this.#options;
		const before = this.#origin;
		this.#origin = afterTrouble(before, problem, requested, interval, random);

		if (before.probingSince !== null && this.#origin.probingSince === null) {
			this.#comeBack(requested.now);
		}

		const {retryAfter: heldUntil} = this.#origin;

		if (heldUntil > before.retryAfter) {
			this.#comeBack(heldUntil, run => (run.due ?? Infinity) < heldUntil);
		}
	}

	/** Begins anew after a sleep of the machine: every run once, spread, and no failure from before counts. */
	resumeAfterSleep(now: Duration): void {
		this.#origin = afterSuccess(this.#origin);

		const runs = this.pollQueue.live().map(run => resetFailures(run));
		this.pollQueue.spread(runs, now, () => wakingTime, this.#options.random);
	}

	/** Has another pause between two polls of a running run from now on, and asks all within their new ones. */
	setInterval(interval: Duration, now: Duration): void {
		this.#options = {...this.#options, interval};
		this.pollQueue.interval = interval;
		this.#comeBack(now);
	}

	/** Asks nothing but what the reader wishes, or goes on. */
	pause(paused: boolean, now: Duration): void {
		if (this.#pausedAt !== null && !paused) {
			this.#comeBack(now, run => (run.due ?? Infinity) <= now, now - this.#pausedAt);
		}

		this.#pausedAt = paused ? (this.#pausedAt ?? now) : null;
	}

	/**
	 * What could not be asked for a while comes at the normal rate, and not all at once: within the time that it was
	 * held up for, or its usual pause where that is shorter.
	 */
	#comeBack(
		from: Duration,
		waited: (run: PollState) => boolean = () => true,
		heldFor = Infinity,
	): void {
		this.pollQueue.spread(
			this.pollQueue.live().filter(waited),
			from,
			run => Math.min(heldFor, regularIntervalOf(run, this.#rulesFor(run))),
			this.#options.random,
		);
	}

	#rulesFor({id}: PollState): PollSettings {
		return {
			...this.#options,
			groups: this.#groups,
			prioritized: id === this.pollQueue.prioritized,
			notBefore: availableAt(this.#origin, false),
		};
	}

	#isFull({size}: RequestsInFlight): boolean {
		return size >= maxInFlight(this.#origin, this.#options.concurrency);
	}

	readonly #runsOpenAt = (isUrgent: boolean): Duration =>
		this.#pausedAt !== null && !isUrgent ? Infinity : availableAt(this.#origin, isUrgent);

	#errandsOpenAt(urgent: boolean): Duration {
		if (urgent) {
			return this.#origin.retryAfter;
		}

		// A probe may be an errand only where there is no run to probe with.
		const probing = this.#origin.probingSince !== null && this.pollQueue.live().length > 0;
		return this.#pausedAt !== null || probing ? Infinity : availableAt(this.#origin, false);
	}

	/** An errand takes its turn among the runs, or it would never come where there are more runs than can be asked. */
	#waitsLonger({urgent, due}: Job, run: PollState): boolean {
		return (
			urgent ||
			(!run.urgent && run.id !== this.pollQueue.prioritized && due < (run.due ?? Infinity))
		);
	}

	/** Whether the origin has been out of reach for longer than this watch bears. */
	isGivenUp(): boolean {
		const {giveUpAfter} = this.#options;
		const {failingSince} = this.#origin;
		return (
			giveUpAfter !== null &&
			failingSince !== null &&
			availableAt(this.#origin, false) - failingSince > giveUpAfter
		);
	}
}
