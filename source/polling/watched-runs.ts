import {isFinalPhase, type ExecutionResponse, type Phase} from '../core/execution.ts';
import type {Problem} from '../core/problem.ts';
import type {GaveUp, Priorities, RunOrderId} from '../core/run.ts';
import type {Cancel, Duration} from '../core/time/clock.ts';
import type {PollOutcome, PollResult} from '../store/action.ts';
import {backOff} from './back-off.ts';
import type {PollerOptions} from './poller.ts';
import type {Rank, Request, RequestQueue, Timing} from './request-queue.ts';

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

/** A run that the service does not know may be new, so it is polled again until this time has passed. */
export const maxUnknown: Duration = 15_000;
const minRejectedInterval: Duration = 1000;
/** A run that has responded before is given up after at least this number of rejections, over at least this time. */
const minRejections = 3;
const minRejected: Duration = 60_000;

/** Outcomes that arrive within this time are dispatched together: each dispatch copies the map of all runs. */
const batchInterval: Duration = 100;

/** Failed polls since the newest response: without an answer, and with the answer that the run is unknown or forbidden. */
type Failures = {
	readonly count: number;
	readonly since: Duration | null;
	readonly rejections: number;
	readonly rejectedSince: Duration | null;
};

const noFailures: Failures = {count: 0, since: null, rejections: 0, rejectedSince: null};

/** A watched run. It is live until it has ended or was given up. */
type WatchedRun = {
	readonly id: RunOrderId;
	readonly request: Request<ExecutionResponse>;
	isLive: boolean;
	phase: Phase | null;
	polledAt: Duration | null;
	respondedAt: Duration | null;
	/** Whether the user asked for the next poll, and whether the run list shows that the run has changed. */
	isAsked: boolean;
	hasChanged: boolean;
	/** The phase in the run list; null if it lacks the run, undefined if that is not known. */
	listed: Phase | null | undefined;
	parsing: Duration;
	failures: Failures;
	gaveUp: GaveUp | null;
};

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
	#outcomes: PollOutcome[] = [];
	#dispatchedAt: Duration = -Infinity;
	#cancelDispatch: Cancel | null = null;

	constructor(options: PollerOptions, queue: RequestQueue, events: RunEvents) {
		this.#options = options;
		this.#queue = queue;
		this.#events = events;
	}

	watch(ids: readonly RunOrderId[], now: Duration): void {
		const fresh = [...new Set(ids)].filter(id => !this.#runs.has(id)).map(id => this.#add(id, now));
		this.#spread(fresh, now, firstGap * fresh.length);
	}

	unwatch(id: RunOrderId): void {
		this.#runs.delete(id);
		this.#queue.cancel(keyOf(id));
	}

	prioritize({selected, inSight}: Priorities, now: Duration): void {
		this.#selected = selected;
		this.#inSight = new Set(inSight);

		for (const run of this.#runs.values()) {
			const before = run.request.rank;
			run.request.rank = this.#rankOf(run);

			if (run.request.rank !== before && run.request.rank !== 'outOfSight') {
				const usual = run.polledAt === null ? now : run.polledAt + this.#intervalOf(run);
				this.#hasten(run, Math.max(now, usual));
			}
		}
	}

	/** Polls a run now, even if it has ended: the response replaces download links that have expired. */
	pollNow(id: RunOrderId, now: Duration): void {
		const run = this.#runs.get(id);

		if (run !== undefined) {
			run.isLive ||= run.phase === null || !isFinalPhase(run.phase);
			run.failures = run.gaveUp === null ? run.failures : noFailures;
			run.gaveUp = null;
			run.isAsked = true;
			this.#schedule(run, now);
		}
	}

	setPollInterval(interval: Duration, now: Duration): void {
		this.#options = {...this.#options, interval};
		this.#spread(this.live(), now);
	}

	pause(isPaused: boolean, now: Duration): void {
		const wasPaused = this.#isPaused;
		this.#isPaused = isPaused;

		if (wasPaused && !isPaused) {
			this.catchUp(now);
		}
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
		this.live().forEach(run => {
			this.#end(run, 'unreachable');
			this.#report(run, {kind: 'failure', problem, gaveUp: run.gaveUp});
		});
	}

	live(): readonly WatchedRun[] {
		return [...this.#runs.values()].filter(({isLive}) => isLive);
	}

	hasLive(): boolean {
		return [...this.#runs.values()].some(({isLive}) => isLive);
	}

	/** Returns the polled runs that are out of sight; none without a screen. */
	outOfSight(): readonly WatchedRun[] {
		return this.live().filter(run => this.#rankOf({...run, hasChanged: false}) === 'outOfSight');
	}

	/** The runs in sight, the selected one first. */
	get inSight(): readonly RunOrderId[] {
		return [...(this.#selected === null ? [] : [this.#selected]), ...(this.#inSight ?? [])];
	}

	/** Notes what the run list shows of a run. If that is news, the run is polled now. */
	setListed(run: WatchedRun, listed: WatchedRun['listed'], now: Duration): void {
		const isNews = listed !== undefined && listed !== run.listed && listed !== run.phase;
		run.listed = listed;

		if (isNews) {
			run.hasChanged = true;
			run.request.rank = this.#rankOf(run);
			this.#hasten(run, now);
		}
	}

	flush(): void {
		this.#cancelDispatch?.();
		this.#cancelDispatch = null;
		const outcomes = this.#outcomes;

		if (outcomes.length > 0) {
			const {clock, dispatch} = this.#options;
			this.#outcomes = [];
			this.#dispatchedAt = clock.monotonic();
			dispatch({type: 'polled', at: clock.now(), outcomes});
		}
	}

	#add(id: RunOrderId, due: Duration): WatchedRun {
		const run: WatchedRun = {
			id,
			request: {
				key: keyOf(id),
				due,
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
			isAsked: false,
			hasChanged: false,
			listed: undefined,
			parsing: 0,
			failures: noFailures,
			gaveUp: null,
		};
		this.#runs.set(id, run);
		return run;
	}

	#rankOf({id, isAsked, hasChanged}: Pick<WatchedRun, 'id' | 'isAsked' | 'hasChanged'>): Rank {
		if (isAsked || id === this.#selected) {
			return isAsked ? 'asked' : 'selected';
		}

		const isInSight = this.#inSight === null || this.#inSight.has(id);
		return isInSight || hasChanged ? 'inSight' : 'outOfSight';
	}

	#intervalOf(run: WatchedRun): Duration {
		const {interval} = this.#options;
		const rank = this.#rankOf({...run, hasChanged: false});
		const rest = run.listed === run.phase ? listedInterval : unlistedInterval;
		const inSight = this.#inSight === null ? interval : inSightFactor * interval;
		const usual = rank === 'outOfSight' ? rest : rank === 'inSight' ? inSight : interval;
		return Math.max(interval, usual, parsingFactor * run.parsing);
	}

	#schedule(run: WatchedRun, due: Duration): void {
		run.request.due = due;
		run.request.rank = this.#rankOf(run);
		this.#queue.put(run.request);
	}

	/** Makes the next poll earlier, unless it waits after a failure. */
	#hasten(run: WatchedRun, due: Duration): void {
		if (run.failures === noFailures) {
			this.#queue.hasten(run.request.key, due);
		}
	}

	/** Polls the runs one after another, the selected one at once: all within one interval, or within `longest`. */
	#spread(runs: readonly WatchedRun[], from: Duration, longest = resumeSpan): void {
		const span = Math.min(longest, this.#options.interval);
		const oldestFirst = runs.toSorted((a, b) => (a.polledAt ?? 0) - (b.polledAt ?? 0));

		for (const [place, run] of oldestFirst.entries()) {
			const isFirst = run.isAsked || run.id === this.#selected;
			this.#schedule(run, from + (isFirst ? 0 : (span * place) / runs.length));
		}
	}

	#onResponse(run: WatchedRun, response: ExecutionResponse, now: Duration): void {
		const {phase} = response.execution;
		run.polledAt = now;
		run.isAsked = false;
		run.hasChanged = false;
		run.phase = phase;
		run.parsing = response.parsing ?? 0;
		run.respondedAt = now;
		run.failures = noFailures;
		run.gaveUp = null;
		run.isLive = !isFinalPhase(phase);

		if (run.isLive) {
			this.#schedule(run, now + this.#intervalOf(run));
		}

		this.#report(run, {kind: 'response', response});
		this.#events.onResponse(response);
	}

	#onFailure(run: WatchedRun, problem: Problem, timing: Timing): void {
		run.polledAt = timing.now;

		if (problem.kind === 'rate-limit' && run.isLive) {
			// The queue waits as long as the service asks.
			this.#schedule(run, run.request.due);
			this.#end(run, problem.retriable ? null : 'unreachable');
		} else {
			run.isAsked = false;
			run.hasChanged = false;
			this.#afterFailure(run, problem, timing);
		}

		this.#report(run, {kind: 'failure', problem, gaveUp: run.gaveUp});
	}

	/** Schedules the next poll after a failed one, or gives up the run. No single failure ends the polling of a run. */
	#afterFailure(run: WatchedRun, problem: Problem, {sentAt, now}: Timing): void {
		const isOfRun = problem.kind === 'not-found' || problem.kind === 'forbidden';

		if (!run.isLive) {
			return;
		}

		if (isOfRun || (!problem.retriable && run.phase === null)) {
			this.#afterRejection(run, problem, {sentAt, now});
			return;
		}

		const {giveUpAfter, random} = this.#options;
		const count = run.failures.count + 1;
		const since = run.failures.since ?? sentAt;
		const delay = backOff(count, this.#intervalOf(run), random);
		run.failures = {...run.failures, count, since};
		this.#schedule(run, now + delay);
		const isOver = this.#queue.isGivenUp || now + delay - since > giveUpAfter;
		this.#end(run, isOver ? 'unreachable' : null);
	}

	/** The service was reached, and rejected the request for this run. Earlier failures do not count then. */
	#afterRejection(run: WatchedRun, {kind}: Problem, {sentAt, now}: Timing): void {
		const isKnown = run.phase !== null;
		const rejections = run.failures.rejections + 1;
		const rejectedSince = run.failures.rejectedSince ?? sentAt;
		const deadline = rejectedSince + (isKnown ? minRejected : maxUnknown);
		// The last poll of a run without a response is sent at the deadline.
		const longest = isKnown ? minRejected / (minRejections - 1) : Math.max(0, deadline - now);
		const pause = Math.max(this.#options.interval, minRejectedInterval);
		run.failures = {...noFailures, rejections, rejectedSince};
		run.respondedAt = now;
		this.#schedule(run, now + Math.min(pause, longest));

		if (sentAt >= deadline && (!isKnown || rejections >= minRejections)) {
			this.#end(
				run,
				kind === 'not-found' ? 'unknown-run' : kind === 'forbidden' ? kind : 'unreachable',
			);
		}
	}

	/** Stops polling of the run, if there is a reason. */
	#end(run: WatchedRun, gaveUp: GaveUp | null): void {
		if (gaveUp !== null) {
			run.gaveUp = gaveUp;
			run.isLive = false;
			this.#queue.cancel(run.request.key);
		}
	}

	#report(run: WatchedRun, result: PollResult): void {
		const {clock} = this.#options;
		const [at, now] = [clock.now(), clock.monotonic()];
		const isWaiting = run.isLive && (run.isAsked || !this.#isPaused);
		const nextPollAt = isWaiting ? at + this.#queue.expectedAt(run.request) - now : null;
		this.#outcomes.push({id: run.id, at, nextPollAt, ...result});
		const wait = Math.max(0, this.#dispatchedAt + batchInterval - now);
		this.#cancelDispatch ??= clock.after(wait, () => this.flush());

		if (!run.isLive) {
			this.#events.onEnd();
		}
	}
}

function keyOf(id: RunOrderId): string {
	return `poll ${id}`;
}
