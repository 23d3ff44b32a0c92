import type {ExecutionResponse} from '../core/execution.ts';
import type {Problem} from '../core/problem.ts';
import type {Priorities, RunOrderId} from '../core/run.ts';
import type {Duration} from '../core/time/clock.ts';
import type {PollResult} from '../store/action.ts';
import {Attention} from './attention.ts';
import {afterFailure, lost} from './poll-failure.ts';
import {PollGroups} from './poll-groups.ts';
import {PollOutcomes} from './poll-outcomes.ts';
import {
	afterPollNow,
	afterPrioritized,
	afterResponse,
	failsAgain,
	newPollState,
	pollKey,
	regularInterval,
	type PollSettings,
	type PollState,
} from './poll-state.ts';
import type {PollerOptions} from './poller-options.ts';
import type {RequestTiming} from './rate-limiter.ts';
import {ranks} from './request-queue.ts';
import type {Scheduler} from './scheduler.ts';

const maxFirstPollGap: Duration = 30;
const resumeMs: Duration = 3000;

type PollsEvents = {
	readonly onResponse: (response: ExecutionResponse) => void;
	/** Called when a run is no longer polled. */
	readonly onEnd: () => void;
};

/** The watched runs, and when each is polled. */
export class Polls {
	readonly attention = new Attention();
	readonly outcomes: PollOutcomes;
	#options: PollerOptions;
	readonly #scheduler: Scheduler;
	readonly #events: PollsEvents;
	readonly #runs = new Map<RunOrderId, PollState>();
	readonly #groups = new PollGroups();
	#pausedAt: Duration | null = null;
	/** The time of the first poll of the run that was added last; -Infinity before any run was added. */
	lastFirstPoll = -Infinity;

	constructor(options: PollerOptions, scheduler: Scheduler, events: PollsEvents) {
		this.#options = options;
		this.#scheduler = scheduler;
		this.#events = events;
		this.outcomes = new PollOutcomes(options, scheduler.service);
	}

	/** Watches runs. First polls are spread, so that even a thousand runs do not exceed the normal request rate. */
	watch(ids: readonly RunOrderId[], now: Duration): void {
		const fresh = new Set(ids.filter(id => !this.#runs.has(id)));
		const unpolled = this.live().filter(run => run.polledAt === null).length + fresh.size;
		const gap = Math.min(maxFirstPollGap, this.#options.interval / unpolled);

		for (const id of fresh) {
			this.lastFirstPoll = Math.max(now, this.lastFirstPoll + gap);
			this.set(newPollState(id, this.lastFirstPoll));
		}
	}

	unwatch(id: RunOrderId): void {
		this.#runs.delete(id);
		this.#scheduler.cancel(pollKey(id));
	}

	prioritize(priorities: Priorities, now: Duration): void {
		const before = new Map([...this.#runs].map(([id, run]) => [id, this.attention.rankOf(run)]));
		this.attention.set(priorities);

		for (const [id, run] of this.#runs) {
			if (this.attention.rankOf(run) !== before.get(id)) {
				const isRest = this.attention.isRest(run);
				this.set(isRest ? run : afterPrioritized(run, now, this.#intervalOf(run)));
			}
		}
	}

	pollNow(id: RunOrderId, now: Duration): void {
		const run = this.#runs.get(id);

		if (run !== undefined) {
			this.set(afterPollNow(run, now));
		}
	}

	setPollInterval(interval: Duration, now: Duration): void {
		this.#options = {...this.#options, interval};
		this.spread(now);
	}

	pause(isPaused: boolean, now: Duration): void {
		if (this.#pausedAt !== null && !isPaused) {
			this.spread(now, now - this.#pausedAt, run => (run.due ?? Infinity) <= now);
		}

		this.#pausedAt = isPaused ? (this.#pausedAt ?? now) : null;
	}

	/** Handles that the machine slept: resets all failures, and polls every run once within `resumeMs`. */
	resume(now: Duration): void {
		this.live().forEach(run => this.#runs.set(run.id, {...run, failures: 0, failingSince: null}));
		this.spread(now, resumeMs);
	}

	/**
	 * Spreads the next polls of the runs that `isDelayed` accepts over one regular interval after `from`, but at most over
	 * `longest`, so that they are not sent at once. The selected run, and what the user asked for, are polled at `from`,
	 * and the run that was polled last comes last, so that failing runs do not hold up the others.
	 */
	spread(from: Duration, longest = Infinity, isDelayed = (_run: PollState) => true): void {
		const runs = this.live().filter(isDelayed);
		runs.sort((a, b) => (a.polledAt ?? 0) - (b.polledAt ?? 0));
		const known = runs.filter(({phase}) => phase !== null).map(run => this.#intervalOf(run));
		// With `--once`, the interval is a day, but a first poll does not wait so long.
		const firstPolls = maxFirstPollGap * runs.length;

		for (const [place, run] of runs.entries()) {
			const isFirst = this.attention.rankOf(run) <= ranks.selected && !failsAgain(run);
			const share = isFirst ? 0 : (place + this.#options.random()) / runs.length;
			const most = Math.max(firstPolls, ...(failsAgain(run) ? known : []));
			const due =
				from +
				Math.min(longest, run.phase === null ? most : Infinity, this.#intervalOf(run)) * share;
			this.set({...run, due: Math.max(due, run.heldUntil)});
		}
	}

	giveUp(problem: Problem): void {
		this.live().forEach(run => this.#fail(run, problem));
	}

	/** Returns the runs that are still polled. */
	live(): readonly PollState[] {
		return [...this.#runs.values()].filter(({due}) => due !== null);
	}

	/** Returns how many polled runs are out of sight; without a screen, all of them while they are limited. */
	countOutOfSight(): number {
		const isSwept = this.attention.hasScreen || this.outcomes.limitedInterval !== null;
		return isSwept ? this.live().filter(run => this.attention.isRest(run)).length : 0;
	}

	get(id: RunOrderId): PollState | undefined {
		return this.#runs.get(id);
	}

	/** Notes that the run list contains the run in the phase that is known. */
	setListed(run: PollState, listedAt: Duration): void {
		this.#runs.set(run.id, {...run, listedAt});
	}

	/** Polls runs out of sight like all others, since the run list cannot be read. */
	ignoreList(now: Duration): void {
		const runs = this.live().filter(run => this.attention.isOutOfSight(run));
		const late = new Set(runs.filter(run => run.listedAt !== null).map(({id}) => id));
		runs.forEach(run => this.#runs.set(run.id, {...run, listedAt: null}));
		this.spread(now, Infinity, ({id}) => late.has(id));
	}

	/** Replaces the state of a run, and schedules its next poll. */
	set(run: PollState): void {
		const {id, due} = run;
		const isLast = failsAgain(run) && !run.urgent;
		this.#runs.set(id, run);

		if (due === null) {
			this.#scheduler.cancel(pollKey(id));
			return;
		}

		this.#scheduler.put({
			key: pollKey(id),
			due,
			rank: isLast ? ranks.rest : this.attention.rankOf(run),
			respondedAt: isLast ? run.polledAt : run.respondedAt,
			isPoll: true,
			tolerance: this.attention.toleranceOf(run),
			refusedAt: run.refusals > 0 ? run.polledAt : null,
			refusalStops: true,
			send: (client, signal) => client.execution(id, signal),
			onResponse: (response, now) => this.#onResponse(id, response, now),
			onFailure: (problem, timing) => this.#onFailure(id, problem, timing),
		});
	}

	#onResponse(id: RunOrderId, response: ExecutionResponse, now: Duration): void {
		const before = this.#runs.get(id);

		if (before === undefined) {
			return;
		}

		const planned = this.#intervalOf(before);
		const rank = this.attention.rankOf(before);
		this.outcomes.countGap(rank, planned + now - (before.due ?? now), planned);
		const run = afterResponse(before, response, now, this.#settingsFor(before));
		this.set(run);
		this.#report(run, {kind: 'response', response});
		this.#events.onResponse(response);
	}

	#onFailure(id: RunOrderId, problem: Problem, timing: RequestTiming): void {
		const before = this.#runs.get(id);

		if (before !== undefined) {
			this.#fail(afterFailure(before, problem, timing, this.#settingsFor(before)), problem);
		}
	}

	#fail(run: PollState, problem: Problem): void {
		const failed = this.#scheduler.service.isGivenUp ? lost(run) : run;
		this.set(failed);
		this.#report(failed, {kind: 'failure', problem, gaveUp: failed.gaveUp});
	}

	#report(run: PollState, result: PollResult): void {
		const isPaused = this.#pausedAt !== null && !run.urgent;
		this.outcomes.add(run, result, this.attention.rankOf(run), isPaused);

		if (run.due === null) {
			this.#events.onEnd();
		}
	}

	#intervalOf(run: PollState): Duration {
		return regularInterval(run, this.#settingsFor(run));
	}

	#settingsFor(run: PollState): PollSettings {
		return {
			...this.#options,
			groups: this.#groups,
			isSelected: this.attention.isSelected(run),
			isOutOfSight: this.attention.isOutOfSight(run),
			refusedSince: this.#scheduler.service.limit.refusedSince,
		};
	}
}
