import {ApiError} from '../api/errors.ts';
import type {RunClient} from '../api/http-client.ts';
import type {Problem} from '../core/problem.ts';
import type {RequestLoad, ServiceState} from '../core/service-state.ts';
import type {Duration, Instant} from '../core/time/clock.ts';
import {backOff} from './back-off.ts';
import {CircuitBreaker, provesReachable} from './circuit-breaker.ts';
import type {PollerOptions} from './poller.ts';
import {maxCommonHold, RateLimiter} from './rate-limiter.ts';
import {WakeTimer} from './wake-timer.ts';

/**
 * How long a request may wait after its time, in milliseconds. Of the requests that wait, the one that has waited longest
 * in terms of its patience is sent first. So if the service allows less than is due, all polls slow down by the same
 * factor, and nothing starves.
 */
const patience = {
	/** The user waits for it: it is sent during a pause and an outage too. */
	asked: 10,
	selected: 100,
	inSight: 3000,
	outOfSight: 30_000,
	/** Nobody waits for it. */
	history: 600_000,
} as const satisfies Readonly<Record<string, Duration>>;

export type Rank = keyof typeof patience;

/** A request that waits to be sent. At most one with the same key is in flight. */
export type Request<Response = unknown> = {
	readonly key: string;
	/** The request is not sent before this time. */
	due: Duration;
	rank: Rank;
	/** Whether all requests stop if the service refuses the key for this one (401), and for the same one sent again. */
	readonly provesKey: boolean;
	send(client: RunClient, signal: AbortSignal): Promise<Response>;
	onResponse(response: Response, now: Duration): void;
	/** A problem that is not retriable may have become so, because the service was given up. */
	onFailure(problem: Problem, timing: Timing): void;
};

/** When a request was sent and ended. */
export type Timing = {readonly sentAt: Duration; readonly now: Duration};

type InFlight = {
	readonly controller: AbortController;
	readonly ended: Promise<void>;
	isCanceled: boolean;
};

/** A request that the service asked to wait, so many times in a row. */
type Wait = {readonly since: Duration; readonly until: Duration; readonly count: number};

type QueueEvents = {
	/** Called after each response and failure: what is known of the service may have changed. */
	readonly onChange: () => void;
	/** The service can be used again, from then on. */
	readonly onReachable: (from: Duration) => void;
	/** The service was unreachable for too long, or has refused everything. */
	readonly onGivenUp: (problem: Problem) => void;
	readonly onWake: (now: Duration) => void;
	readonly onHalt: () => void;
};

/** If the service refuses all requests, they are tried for at least this time. */
const minRefused: Duration = 60_000;
/** From this mean lateness on, as a share of the patience, a higher rate than the limit is tried. */
const maxLateness = 0.1;
/** The weight of a request in the mean lateness. */
const weight = 0.05;

/** Sends the requests that are due, the most urgent one first, as many and as soon as the service allows. */
export class RequestQueue {
	readonly #options: PollerOptions;
	readonly #events: QueueEvents;
	readonly #limiter: RateLimiter;
	readonly #breaker = new CircuitBreaker();
	readonly #timer: WakeTimer;
	readonly #waiting = new Map<string, Request>();
	readonly #inFlight = new Map<string, InFlight>();
	readonly #waits = new Map<string, Wait>();
	/** When the service refused the key for a request that is asked again because of that. */
	readonly #keyRefusals = new Map<string, Duration>();
	/** Why nothing is sent: for ever, or until `retryKey`, since the service has refused the key. */
	#stopped: 'for-ever' | 'key-refused' | null = null;
	#isPaused = false;
	#respondedAt: Duration = -Infinity;
	/** How late the latest polls were sent on average, as a share of their patience. */
	#lateness = 0;
	#latency: Duration | null = null;
	#requests = 0;
	#refused = 0;

	constructor(options: PollerOptions, events: QueueEvents) {
		this.#options = options;
		this.#events = events;
		this.#limiter = new RateLimiter(options.random);
		this.#timer = new WakeTimer(options.clock, () => this.pump());
	}

	/** Schedules a request in place of the one with the same key. It is sent by the next `pump`. */
	put<Response>(request: Request<Response>): void {
		this.#waiting.set(request.key, request);
	}

	/** Removes a waiting request, and aborts a request in flight. */
	cancel(key: string): void {
		this.#waiting.delete(key);
		this.#waits.delete(key);
		const sent = this.#inFlight.get(key);

		if (sent !== undefined) {
			sent.isCanceled = true;
			sent.controller.abort();
		}
	}

	/** Makes a waiting request due at `due`, if that is earlier. */
	hasten(key: string, due: Duration): void {
		const request = this.#waiting.get(key);

		if (request !== undefined) {
			request.due = Math.min(request.due, due);
		}
	}

	pause(isPaused: boolean): void {
		this.#isPaused = isPaused;
	}

	/** Sends all requests that can be sent now, and sets the timer for the next one. */
	pump(): void {
		if (this.#stopped !== null) {
			return;
		}

		this.#handleSleep();
		const now = this.#options.clock.monotonic();

		for (let next = this.#next(now); next !== null; next = this.#next(now)) {
			this.#send(next, now);
		}

		this.#timer.set(this.#nextMoment());
	}

	/** Sends requests again after the service has refused the key. */
	retryKey(): void {
		this.#stopped = null;
		this.#startAfresh();
		this.pump();
	}

	async stop(): Promise<void> {
		this.#stop('for-ever');
		await Promise.all([...this.#inFlight.values()].map(({ended}) => ended));
	}

	/** Whether the service was unreachable, or has refused everything, for longer than `giveUpAfter`. */
	get isGivenUp(): boolean {
		const {giveUpAfter, clock} = this.#options;
		const {failingSince, probeAt} = this.#breaker;
		const {refusedSince, heldUntil} = this.#limiter;
		const now = clock.monotonic();
		const waitUntil = Math.max(now, heldUntil);
		return (
			(giveUpAfter === 0 && heldUntil - now > maxCommonHold) ||
			(probeAt !== null && probeAt - (failingSince ?? probeAt) > giveUpAfter) ||
			waitUntil - (refusedSince ?? waitUntil) > Math.max(giveUpAfter, minRefused)
		);
	}

	/** When the next probe may be sent; null while the service is reachable. */
	get probeAt(): Duration | null {
		const {probeAt} = this.#breaker;
		return probeAt === null ? null : Math.max(probeAt, this.#limiter.availableAt);
	}

	/** Returns when a request that waits will probably be sent. */
	expectedAt({key, due, rank}: Pick<Request, 'key' | 'due' | 'rank'>): Duration {
		const isOpen = rank !== 'asked' && this.probeAt !== null;
		const late = this.#isLimited ? this.#lateness * patience[rank] : 0;
		return Math.max(
			due + late,
			this.#waits.get(key)?.until ?? 0,
			isOpen ? (this.probeAt ?? 0) : this.#limiter.availableAt,
		);
	}

	state(): ServiceState {
		const {clock} = this.#options;
		const now = clock.monotonic();
		const {rate, heldUntil} = this.#limiter;
		const isHeld = heldUntil > now;
		const wall = (moment: Duration): Instant => Math.round(clock.now() - now + moment);
		return {
			ratePerSec: rate === Infinity ? null : rate,
			isLimited: this.#isLimited,
			heldUntil: isHeld ? wall(heldUntil) : null,
			unreachableSince: this.probeAt === null ? null : wall(this.#breaker.failingSince ?? now),
			nextRequestAt:
				isHeld || this.probeAt !== null ? wall(this.probeAt ?? this.#limiter.availableAt) : null,
			requests: this.#requests,
			refused: this.#refused,
			latency: this.#latency,
		};
	}

	load(): RequestLoad {
		const now = this.#options.clock.monotonic();
		const due = [...this.#waiting.values()].filter(request => request.due <= now);
		return {inFlight: this.#inFlight.size, waiting: due.length};
	}

	get #isLimited(): boolean {
		return this.#limiter.rate < Infinity && this.#lateness > maxLateness;
	}

	#stop(how: 'for-ever' | 'key-refused'): void {
		this.#stopped = how;
		this.#timer.set(null);
		this.#abortAll();
		this.#events.onHalt();
	}

	#abortAll(): void {
		this.#inFlight.forEach(({controller}) => controller.abort());
	}

	/** Returns whether the machine slept. If so, the requests in flight are aborted, and sent again. */
	#handleSleep(): boolean {
		const slept = this.#timer.didSystemSleep();

		if (slept) {
			this.#startAfresh();
		}

		return slept;
	}

	#startAfresh(): void {
		this.#abortAll();
		this.#options.client.reconnect();
		this.#breaker.close();
		this.#events.onWake(this.#options.clock.monotonic());
	}

	#isAsked({key, rank}: Request): boolean {
		return rank === 'asked' || this.#keyRefusals.has(key);
	}

	/** A request that is refused again and again may have a limit of its own, and must not hold up the others. */
	#patienceOf({key, rank}: Request): Duration {
		return (this.#waits.get(key)?.count ?? 0) > 1 ? patience.outOfSight : patience[rank];
	}

	/** Whether the request may be sent at `now`, as soon as the rate limit allows it. */
	#maySend(request: Request, now: Duration): boolean {
		const isHeld = (this.#waits.get(request.key)?.until ?? 0) > now;
		const isOff = this.#isPaused || this.#breaker.probeAt !== null;
		return !isHeld && !this.#inFlight.has(request.key) && (!isOff || this.#isAsked(request));
	}

	/** Removes and returns the request to send now; null if none can be sent. */
	#next(now: Duration): Request | null {
		if (this.#inFlight.size >= this.#options.concurrency || this.#limiter.availableAt > now) {
			return null;
		}

		let first: Request | null = null;
		let most = -Infinity;

		for (const request of this.#waiting.values()) {
			if (request.due <= now && this.#maySend(request, now)) {
				const urgency = (now - request.due) / this.#patienceOf(request);
				first = urgency > most ? request : first;
				most = Math.max(urgency, most);
			}
		}

		const next = first ?? ((this.#breaker.probeAt ?? Infinity) <= now ? this.#probe(now) : null);
		this.#waiting.delete(next?.key ?? '');
		return next;
	}

	/** Returns the request that shows whether the service is reachable again; null if none may be sent. */
	#probe(now: Duration): Request | null {
		if (this.#isPaused || this.#inFlight.size > 0) {
			return null;
		}

		const requests = [...this.#waiting.values()].filter(
			({key}) => (this.#waits.get(key)?.until ?? 0) <= now,
		);
		return requests.reduce<Request | null>(
			(first, request) => (first === null || request.due < first.due ? request : first),
			null,
		);
	}

	/**
	 * Returns the time at which the next request can be sent. Infinity means that a response must arrive first, null that
	 * no response is awaited either.
	 */
	#nextMoment(): Duration | null {
		let first = Infinity;

		if (this.#inFlight.size < this.#options.concurrency) {
			for (const request of this.#waiting.values()) {
				if (request.due < first) {
					const from = Math.max(request.due, this.#waits.get(request.key)?.until ?? 0);
					first = from < first && this.#maySend(request, from) ? from : first;
				}
			}

			const isProbing = this.#breaker.probeAt !== null && this.#probe(Infinity) !== null;
			first = Math.min(first, isProbing ? (this.#breaker.probeAt ?? 0) : Infinity);
		}

		return first === Infinity && this.#inFlight.size === 0
			? null
			: Math.max(first, this.#limiter.availableAt);
	}

	#send(request: Request, now: Duration): void {
		const {client, onBug} = this.#options;
		const {due, rank} = request;

		if (rank === 'inSight' || rank === 'outOfSight') {
			const late = Math.max(0, now - due) / patience[rank];
			this.#lateness += weight * (late - this.#lateness);
		}

		this.#requests++;
		this.#limiter.onSent(now, this.#lateness > maxLateness);
		const controller = new AbortController();
		const ended = this.#settle(request, now, async () =>
			request.send(client, controller.signal),
		).catch((error: unknown) => {
			this.#stop('for-ever');
			onBug(error);
		});
		this.#inFlight.set(request.key, {controller, ended, isCanceled: false});
	}

	async #settle(request: Request, sentAt: Duration, send: () => Promise<unknown>): Promise<void> {
		const handleResult = await send().then(
			response => () => {
				this.#onResponse(request, sentAt, response);
			},
			(error: unknown) => () => {
				this.#onFailure(request, sentAt, error);
			},
		);
		const sent = this.#inFlight.get(request.key);
		this.#inFlight.delete(request.key);

		if (this.#stopped === 'for-ever') {
			return;
		}

		const isStale = this.#handleSleep() || sent?.controller.signal.aborted === true;

		if (isStale) {
			if (sent?.isCanceled !== true && !this.#waiting.has(request.key)) {
				this.put(request);
			}
		} else {
			handleResult();
		}

		this.#events.onChange();
		this.pump();
	}

	#onResponse(request: Request, sentAt: Duration, response: unknown): void {
		const now = this.#options.clock.monotonic();
		const took = now - sentAt;
		this.#respondedAt = now;
		this.#latency = this.#latency === null ? took : 0.9 * this.#latency + 0.1 * took;
		this.#waits.delete(request.key);
		this.#keyRefusals.delete(request.key);
		this.#limiter.onGranted(sentAt, now);
		this.#onReachable(now);
		request.onResponse(response, now);
	}

	#onReachable(now: Duration): void {
		const wasOpen = this.#breaker.probeAt !== null;
		this.#breaker.close();

		if (wasOpen) {
			this.#events.onReachable(now);
		}
	}

	#onFailure(request: Request, sentAt: Duration, error: unknown): void {
		if (!(error instanceof ApiError)) {
			throw error;
		}

		const {client, clock, dispatch, random} = this.#options;
		const problem = error.toProblem(clock.now());
		const now = clock.monotonic();
		const refusedAt = this.#keyRefusals.get(request.key);

		if (problem.kind === 'auth' && request.provesKey && refusedAt === undefined) {
			client.reconnect();
			this.#keyRefusals.set(request.key, now);
			request.due = now;
			this.put(request);
			return;
		}

		this.#keyRefusals.delete(request.key);

		if (problem.kind === 'auth' && refusedAt !== undefined && this.#respondedAt < refusedAt) {
			this.put(request);
			this.#stop('key-refused');
			dispatch({type: 'denied', at: problem.at, problem});
			return;
		}

		const isReachable = provesReachable(problem);
		const asksToWait = problem.kind === 'rate-limit' || problem.retryAfter !== null;

		if (asksToWait) {
			this.#wait(request, sentAt, now, problem);
		} else {
			this.#waits.delete(request.key);
		}

		if (!asksToWait && isReachable !== false) {
			this.#limiter.onGranted(sentAt, now);
		}

		if (isReachable === false) {
			this.#breaker.onFailure(sentAt, now, random);
		} else if (isReachable) {
			this.#onReachable(now);
		}

		const {isGivenUp} = this;
		const isTooLong = this.#options.giveUpAfter === 0 && (problem.retryAfter ?? 0) > maxCommonHold;
		const isHopeless = isGivenUp || isTooLong;
		const final = {...problem, retriable: problem.retriable && !isHopeless};
		request.onFailure(final, {sentAt, now});

		// A request for the history may fail alone. The polls show whether they fail too.
		if (isGivenUp && request.rank !== 'history') {
			this.#events.onGivenUp(final);
		}
	}

	/** Notes that the service asked the request to wait. All others wait too, unless others were granted meanwhile. */
	#wait(request: Request, sentAt: Duration, now: Duration, {kind, retryAfter}: Problem): void {
		const {random} = this.#options;
		const before = this.#waits.get(request.key);
		const isAlone = before !== undefined && this.#limiter.hasGrantedSince(before.since);
		const count = (before?.count ?? 0) + 1;
		const until = now + (retryAfter ?? 0);
		this.#waits.set(request.key, {since: now, until, count});

		// A first short wait leaves the request its place before those that became due later.
		if (count > 1 || until - now > maxCommonHold) {
			request.due = until + (isAlone ? backOff(count, 0, random) : 0);
		}

		this.#refused += kind === 'rate-limit' ? 1 : 0;

		if (isAlone) {
			return;
		}

		if (kind === 'rate-limit') {
			this.#limiter.onRefused(sentAt, now);
		}

		if ((retryAfter ?? 0) > 0) {
			this.#limiter.hold(sentAt, now, retryAfter ?? 0);
		}

		// No rate prevents that everything is sent at once after the wait.
		if (this.#limiter.rate === Infinity) {
			this.#events.onReachable(this.#limiter.heldUntil);
		}
	}
}
