import type {ExecutionResponse} from '../core/execution.ts';
import type {Problem} from '../core/problem.ts';
import type {GaveUp, Priorities, RunOrderId} from '../core/run.ts';
import type {Duration} from '../core/time/clock.ts';
import type {PollOutcome, PollResult} from '../store/action.ts';
import type {Timing} from './api-request.ts';
import {backOff} from './back-off.ts';
import {createBatch} from './batch.ts';
import type {PollerOptions} from './poller-options.ts';
import type {RequestQueue} from './request-queue.ts';
import {afterRejection, isFinal, noFailures, pollKey, type WatchedRun} from './watched-run.ts';

/** The interval of a run in sight that is not selected, as a multiple of that of the selected one. */
const inSightFactor = 1.5;
/** The interval of a run out of sight while the run list shows that it is still in the same phase, and otherwise. */
const listedInterval: Duration = 30_000;
const unlistedInterval: Duration = 10_000;
/** The interval is at least this many times as long as parsing a response takes. */
const parsingFactor = 5;
/** Runs that become due at once are polled one after another: new ones with this gap, and all within one interval. */
const firstGap: Duration = 30;
const resumeSpan: Duration = 3000;
/** Outcomes that arrive within this time are dispatched together: each dispatch copies the map of all runs. */
const batchInterval: Duration = 100;

type RunEvents = {
	readonly onResponse: (response: ExecutionResponse) => void;
	/** Called when a run is no longer polled. */
	readonly onEnd: () => void;
};

/** The watched runs, and when each is polled. */
export class WatchedRuns {
	#options: PollerOptions;
	readonly #queue: RequestQueue;
	readonly #events: RunEvents;
	readonly #runs = new Map<RunOrderId, WatchedRun>();
	#selected: RunOrderId | null = null;
	/** Null if there is no screen. */
	#inSight: ReadonlySet<RunOrderId> | null = null;
	#isPaused = false;
	readonly #outcomes;

	constructor(options: PollerOptions, queue: RequestQueue, events: RunEvents) {
		this.#options = options;
		this.#queue = queue;
		this.#events = events;
		const {clock, dispatch} = options;
		this.#outcomes = createBatch<PollOutcome>(clock, batchInterval, outcomes => {
			dispatch({type: 'polled', at: clock.now(), outcomes});
		});
	}

	watch(ids: readonly RunOrderId[], now: Duration): void {
		const fresh = [...new Set(ids)].filter(id => !this.#runs.has(id)).map(id => this.#add(id));
		this.#spread(fresh, now, firstGap * fresh.length);
	}

	unwatch(id: RunOrderId): void {
		this.#runs.delete(id);
		this.#queue.cancel(pollKey(id));
	}

	prioritize({selected, inSight}: Priorities, now: Duration): void {
		this.#selected = selected;
		this.#inSight = new Set(inSight);

		for (const run of this.#runs.values()) {
			const {request, polledAt} = run;
			const rank = this.#attentionTo(run);

			if (request.rank !== 'asked' && request.rank !== rank) {
				const usual = polledAt === null ? now : polledAt + this.#intervalOf(run);
				request.rank = rank;
				this.#hasten(run, rank === 'outOfSight' ? request.due : Math.max(now, usual));
			}
		}
	}

	/** Polls a run now, even if it has ended: the response replaces download links that have expired. */
	pollNow(id: RunOrderId, now: Duration): void {
		const run = this.#runs.get(id);

		if (run === undefined) {
			return;
		}

		if (!run.isLive && !isFinal(run)) {
			run.isLive = true;
			run.failures = noFailures;
		}

		run.request.due = now;
		run.request.rank = 'asked';
		this.#queue.put(run.request);
	}

	setPollInterval(interval: Duration, now: Duration): void {
		this.#options = {...this.#options, interval};
		this.#spread(this.live(), now);
	}

	pause(isPaused: boolean, now: Duration): void {
		if (this.#isPaused && !isPaused) {
			this.catchUp(now);
		}

		this.#isPaused = isPaused;
	}

	/** The machine slept: forgets all failures, and polls every run within a few seconds. */
	resume(now: Duration): void {
		this.live().forEach(run => {
			run.failures = noFailures;
		});
		this.#spread(this.live(), now);
	}

	/** The service can be used again: polls every run that is due by then, or has failed, within one interval. */
	catchUp(from: Duration): void {
		const isLate = ({request, failures}: WatchedRun) =>
			request.due <= from || failures !== noFailures;
		this.#spread(this.live().filter(isLate), from);
	}

	giveUp(problem: Problem): void {
		this.live().forEach(run => this.#fail(run, problem, 'unreachable'));
	}

	live(): readonly WatchedRun[] {
		return [...this.#runs.values()].filter(({isLive}) => isLive);
	}

	hasLive(): boolean {
		return this.live().length > 0;
	}

	/** Returns the polled runs that are out of sight; none without a screen. */
	outOfSight(): readonly WatchedRun[] {
		return this.live().filter(run => this.#attentionTo(run) === 'outOfSight');
	}

	/** The runs in sight, the selected one first. */
	get inSight(): readonly RunOrderId[] {
		return [...(this.#selected === null ? [] : [this.#selected]), ...(this.#inSight ?? [])];
	}

	/** Notes what the run list shows of a run. If that is news, the run is polled now. */
	setListed(run: WatchedRun, listed: WatchedRun['listed'], now: Duration): void {
		const isNews = listed !== undefined && listed !== run.listed && listed !== run.phase;
		run.listed = listed;

		if (isNews && run.request.rank === 'outOfSight') {
			run.request.rank = 'inSight';
			this.#hasten(run, now);
		}
	}

	flush(): void {
		this.#outcomes.flush();
	}

	#add(id: RunOrderId): WatchedRun {
		const run: WatchedRun = {
			id,
			request: {
				key: pollKey(id),
				due: 0,
				rank: 'inSight',
				provesKey: true,
				send: async (client, signal) => client.execution(id, signal),
				onResponse: (response, now) => this.#onResponse(run, response, now),
				onFailure: (problem, timing) => this.#onFailure(run, problem, timing),
			},
			isLive: true,
			phase: null,
			polledAt: null,
			respondedAt: null,
			listed: undefined,
			readMs: 0,
			failures: noFailures,
		};
		this.#runs.set(id, run);
		return run;
	}

	#attentionTo({id}: WatchedRun): 'selected' | 'inSight' | 'outOfSight' {
		const isInSight = this.#inSight === null || this.#inSight.has(id);
		return id === this.#selected ? 'selected' : isInSight ? 'inSight' : 'outOfSight';
	}

	#intervalOf(run: WatchedRun): Duration {
		const {interval} = this.#options;
		const attention = this.#attentionTo(run);
		const rest = run.listed === run.phase ? listedInterval : unlistedInterval;
		const inSight = this.#inSight === null ? interval : inSightFactor * interval;
		const usual = {selected: interval, inSight, outOfSight: rest}[attention];
		return Math.max(interval, usual, parsingFactor * run.readMs);
	}

	#schedule(run: WatchedRun, due: Duration): void {
		run.request.due = due;
		run.request.rank = this.#attentionTo(run);
		this.#queue.put(run.request);
	}

	/** Makes the next poll earlier, unless it waits after a failure. */
	#hasten({request, failures}: WatchedRun, due: Duration): void {
		if (failures === noFailures) {
			this.#queue.hasten(request.key, due);
		}
	}

	/** Polls the runs one after another, the selected one at once: all within one interval, or within `longest`. */
	#spread(runs: readonly WatchedRun[], from: Duration, longest = resumeSpan): void {
		const span = Math.min(longest, this.#options.interval);
		const oldestFirst = runs.toSorted((a, b) => (a.polledAt ?? 0) - (b.polledAt ?? 0));

		for (const [place, run] of oldestFirst.entries()) {
			if (run.request.rank !== 'asked') {
				const isFirst = run.id === this.#selected;
				this.#schedule(run, from + (isFirst ? 0 : (span * place) / runs.length));
			}
		}
	}

	#onResponse(run: WatchedRun, response: ExecutionResponse, now: Duration): void {
		run.phase = response.execution.phase;
		run.readMs = response.readMs ?? 0;
		run.polledAt = now;
		run.respondedAt = now;
		run.failures = noFailures;
		run.isLive = !isFinal(run);

		if (run.isLive) {
			this.#schedule(run, now + this.#intervalOf(run));
		}

		this.#report(run, {kind: 'response', response});
		this.#events.onResponse(response);
	}

	#onFailure(run: WatchedRun, problem: Problem, {sentAt, now}: Timing): void {
		const {interval, giveUpAfter, random} = this.#options;
		const isOfRun = problem.kind === 'not-found' || problem.kind === 'forbidden';
		run.polledAt = now;

		if (!run.isLive) {
			this.#fail(run, problem, null);
		} else if (problem.kind === 'rate-limit') {
			// It keeps its time and its rank: the queue waits as long as the service asks.
			this.#queue.put(run.request);
			this.#fail(run, problem, problem.retriable ? null : 'unreachable');
		} else if (isOfRun || (!problem.retriable && run.phase === null)) {
			const {due, gaveUp, ...failures} = afterRejection(run, problem, {sentAt, now}, interval);
			run.failures = failures;
			this.#schedule(run, due);
			this.#fail(run, problem, gaveUp);
		} else {
			const count = run.failures.count + 1;
			const since = run.failures.since ?? sentAt;
			const delay = backOff(count, this.#intervalOf(run), random);
			const isOver = this.#queue.admission.isGivenUp(now) || now + delay - since > giveUpAfter;
			run.failures = {...run.failures, count, since};
			this.#schedule(run, now + delay);
			this.#fail(run, problem, isOver ? 'unreachable' : null);
		}
	}

	/** Reports a failed poll, and stops polling the run if there is a reason. */
	#fail(run: WatchedRun, problem: Problem, gaveUp: GaveUp | null): void {
		if (gaveUp !== null) {
			run.isLive = false;
			this.#queue.cancel(run.request.key);
		}

		this.#report(run, {kind: 'failure', problem, gaveUp});
	}

	#report(run: WatchedRun, result: PollResult): void {
		const {clock} = this.#options;
		const [at, now] = [clock.now(), clock.monotonic()];
		const isWaiting = run.isLive && (run.request.rank === 'asked' || !this.#isPaused);
		const nextPollAt = isWaiting ? at + this.#queue.admission.expectedAt(run.request) - now : null;
		this.#outcomes.add({id: run.id, at, nextPollAt, ...result});

		if (!run.isLive) {
			this.#events.onEnd();
		}
	}
}
