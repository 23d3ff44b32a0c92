import {apiErrorOf} from '../api/errors.ts';
import type {Problem} from '../core/problem.ts';
import type {RequestStatistics, ServiceState} from '../core/service-state.ts';
import type {Cancel, Duration, Instant} from '../core/time/clock.ts';
import {Breaker} from './breaker.ts';
import {Limiter, maxCommonHold} from './limiter.ts';
import {patience, type ApiRequest, type PollerOptions} from './request.ts';

/** While requests wait or are in flight, the queue looks at the clock at least this often. */
const maxDelay: Duration = 5000;
/** Requests that become due within this time are sent together, because looking at all that wait takes a while. */
const minDelay: Duration = 5;
/** If it looks this much later than that, the machine slept. On some systems only the wall clock runs during a sleep. */
const minSleep: Duration = 10_000;
/** If the service refuses all requests, they are tried for at least this time. */
const minRefused: Duration = 60_000;
const latencyWeight = 0.1;

type QueueEvents = {
	/** Called after each response and failure: the state of the service may have changed. */
	readonly onChange: () => void;
	readonly onReachable: () => void;
	/** The service was unreachable for too long, or has refused everything. */
	readonly onGivenUp: (problem: Problem) => void;
	/** The machine slept, or the refused key is tried again. */
	readonly onRestart: () => void;
	readonly onHalt: () => void;
};

type InFlight = {
	readonly request: ApiRequest;
	readonly controller: AbortController;
	readonly ended: Promise<void>;
};

export type RequestQueue = ReturnType<typeof createQueue>;

/** Sends the requests that are due, the most urgent one first, as many and as soon as the service allows. */
export function createQueue(options: PollerOptions, events: QueueEvents) {
	const {client, clock, random, concurrency, giveUpAfter, dispatch, onBug} = options;
	const limiter = new Limiter(random);
	const breaker = new Breaker(random);
	/** By key. */
	const waiting = new Map<string, ApiRequest>();
	const inFlight = new Map<string, InFlight>();
	/** Why nothing is sent. After the service has refused the key, `retryKey` starts again. */
	let stopped: 'for-good' | 'key-refused' | null = null;
	let isPaused = false;
	let cancelTimer: Cancel = () => {};
	/** When the timer fires; Infinity if none is set. */
	let pumpAt: Duration = Infinity;
	/** When the queue last looked at the wall clock; null while nothing waits or is in flight. */
	let lookedAt: Instant | null = null;
	let respondedAt: Duration = -Infinity;
	let latency: Duration | null = null;
	let [sent, refused] = [0, 0];

	/** Whether the service was unreachable, or has refused everything, for longer than `giveUpAfter`. */
	function isGivenUp(now: Duration): boolean {
		const {failingSince, probeAt: nextProbe} = breaker;
		const waitUntil = Math.max(now, limiter.heldUntil);
		return (
			(nextProbe !== null && nextProbe - (failingSince ?? nextProbe) > giveUpAfter) ||
			waitUntil - (limiter.refusedSince ?? waitUntil) > Math.max(giveUpAfter, minRefused)
		);
	}

	/** Returns when the next probe may be sent; null while the service is reachable. */
	function probeAt(): Duration | null {
		return breaker.probeAt === null ? null : Math.max(breaker.probeAt, limiter.availableAt);
	}

	/** Returns when the request may be sent, without regard to the rate limit; Infinity: only after another event. */
	function readyAt({key, due, rank, refusal, keyRefusedAt}: ApiRequest): Duration {
		const probe = probeAt();
		const isProbing = probe !== null && inFlight.size > 0;

		// Nothing is read for the history before the first response: the service may refuse the key.
		if (
			inFlight.has(key) ||
			(rank === 'history' && (respondedAt === -Infinity || probe !== null))
		) {
			return Infinity;
		}

		if (rank === 'asked' || typeof keyRefusedAt === 'number') {
			return Math.max(due, refusal?.until ?? 0);
		}

		// In an outage, any request can be the probe, even before it is due.
		return isPaused || isProbing ? Infinity : Math.max(probe ?? due, refusal?.until ?? 0);
	}

	/** Chooses the most urgent of the requests that can be sent now, and otherwise says when the first one can be. */
	function chooseFrom(
		requests: Iterable<ApiRequest>,
		now: Duration,
	): {readonly request: ApiRequest | null; readonly at: Duration} {
		let mostUrgent: ApiRequest | null = null;
		let nextAt = Infinity;

		for (const request of requests) {
			const at = readyAt(request);

			if (at > now) {
				nextAt = Math.min(nextAt, at);
			} else if (mostUrgent === null || urgency(request, now) > urgency(mostUrgent, now)) {
				mostUrgent = request;
			}
		}

		return {request: mostUrgent, at: mostUrgent === null ? nextAt : now};
	}

	/** Sends all requests that can be sent now, the most urgent first, and sets the timer for the next one. */
	function pump(): void {
		if (stopped !== null) {
			return;
		}

		noticeSleep();
		const now = clock.monotonic();
		const due = new Set<ApiRequest>();
		let nextAt = Infinity;

		for (const request of waiting.values()) {
			// Most of 1,000 runs are not due, and only a probe is sent before it is due.
			if (request.due <= now || breaker.probeAt !== null) {
				due.add(request);
			} else {
				nextAt = Math.min(nextAt, request.due);
			}
		}

		let next = chooseFrom(due, now);

		while (next.request !== null && inFlight.size < concurrency && limiter.availableAt <= now) {
			send(next.request, now);
			due.delete(next.request);
			next = chooseFrom(due, now);
		}

		nextAt = Math.min(nextAt, next.at);

		if (nextAt === Infinity && inFlight.size === 0) {
			setTimer(null);
		} else {
			const isFull = inFlight.size >= concurrency;
			setTimer(isFull ? maxDelay : Math.max(nextAt, limiter.availableAt) - now);
		}
	}

	function setTimer(delay: Duration | null): void {
		cancelTimer();
		cancelTimer = () => {};
		lookedAt = delay === null ? null : lookedAt;
		pumpAt = Infinity;

		if (delay !== null) {
			// Rounds up, because a timer that fires a fraction of a millisecond early would be set again and again.
			const wait = Math.ceil(Math.min(Math.max(delay, minDelay), maxDelay));
			pumpAt = clock.monotonic() + wait;
			cancelTimer = clock.after(wait, pump);
		}
	}

	/** Connections and requests in flight from before a sleep of the machine are dead. */
	function noticeSleep(): void {
		const before = lookedAt;
		lookedAt = clock.now();

		if (before !== null && lookedAt - before > maxDelay + minSleep) {
			restart();
		}
	}

	/** Forgets the failures, and opens new connections. Keeps the rate limit. */
	function restart(): void {
		abortAll();
		client.reconnect();
		breaker.close();
		events.onRestart();
	}

	function stopFor(reason: 'for-good' | 'key-refused'): void {
		stopped = reason;
		setTimer(null);
		abortAll();
		events.onHalt();
	}

	function abortAll(): void {
		for (const {request, controller} of inFlight.values()) {
			controller.abort();

			if (!waiting.has(request.key)) {
				waiting.set(request.key, request);
			}
		}
	}

	function send(request: ApiRequest, sentAt: Duration): void {
		const {key, rank, due} = request;
		const isPoll = rank === 'inSight' || rank === 'outOfSight';
		const controller = new AbortController();
		sent++;
		waiting.delete(key);
		limiter.onSent(sentAt, isPoll ? Math.max(0, sentAt - due) / patience[rank] : null);
		const ended = exchange(request, sentAt, controller.signal).catch((error: unknown) => {
			stopFor('for-good');
			onBug(error);
		});
		inFlight.set(key, {request, controller, ended});
	}

	async function exchange(
		request: ApiRequest,
		sentAt: Duration,
		signal: AbortSignal,
	): Promise<void> {
		const handleResult = await request.send(client, signal).then(
			response => () => onResponse(request, sentAt, response),
			(error: unknown) => () => onFailure(request, sentAt, error),
		);

		if (stopped === null) {
			noticeSleep();
		}

		const wasFull = inFlight.size >= concurrency;
		inFlight.delete(request.key);

		if (stopped === 'for-good') {
			return;
		}

		if (!signal.aborted) {
			const wasReachable = breaker.probeAt === null;
			handleResult();

			if (!wasReachable && breaker.probeAt === null) {
				events.onReachable();
			}
		}

		events.onChange();

		if (wasFull) {
			pump();
		} else if (stopped === null && pumpAt > clock.monotonic() + minDelay) {
			setTimer(minDelay);
		}
	}

	function onResponse(request: ApiRequest, sentAt: Duration, response: unknown): void {
		const now = clock.monotonic();
		const took = now - sentAt;
		latency = latency === null ? took : latency + latencyWeight * (took - latency);
		respondedAt = now;
		request.keyRefusedAt = null;
		limiter.onGranted(request, {sentAt, now});
		breaker.close();
		request.onResponse(response, now);
	}

	function onFailure(request: ApiRequest, sentAt: Duration, error: unknown): void {
		const problem = apiErrorOf(error).toProblem(clock.now());
		const now = clock.monotonic();
		const {kind, retryAfter} = problem;
		const keyRefusedAt = request.keyRefusedAt ?? null;
		request.keyRefusedAt = null;

		// A single 401 among other responses says nothing about the key.
		if (kind === 'auth' && request.provesKey && respondedAt < (keyRefusedAt ?? Infinity)) {
			onKeyRefused(request, problem, keyRefusedAt === null);
			return;
		}

		refused += kind === 'rate-limit' ? 1 : 0;
		breaker.onFailure(problem, {sentAt, now});
		limiter.onFailure(request, problem, {sentAt, now});

		// With a limit of 0, a request waits for a minute at most.
		const isTooLong = giveUpAfter === 0 && (retryAfter ?? 0) > maxCommonHold;
		const isOver = isTooLong || isGivenUp(now);
		const final = {...problem, retriable: problem.retriable && !isOver};
		request.onFailure(final, {sentAt, now});

		// A request for the history may fail alone. The polls show whether they fail too.
		if (isOver && request.rank !== 'history') {
			events.onGivenUp(final);
		}
	}

	/** The first time, sends the request again at once, with the key that the key file has now. The second time, stops. */
	function onKeyRefused(request: ApiRequest, problem: Problem, isFirst: boolean): void {
		waiting.set(request.key, request);

		if (isFirst) {
			client.reconnect();
			request.due = clock.monotonic();
			request.keyRefusedAt = request.due;
		} else {
			stopFor('key-refused');
			dispatch({type: 'denied', at: problem.at, problem});
		}
	}

	return {
		isGivenUp,
		probeAt,
		pump,
		/** Schedules a request in place of the one with the same key. It is sent by the next `pump`. */
		put<Response>(request: ApiRequest<Response>): void {
			waiting.set(request.key, request);
		},
		/** Removes a waiting request, and aborts a request in flight. */
		cancel(key: string): void {
			waiting.delete(key);
			inFlight.get(key)?.controller.abort();
		},
		/** Makes a waiting request due at `due`, if that is earlier. */
		hasten(key: string, due: Duration): void {
			const request = waiting.get(key);

			if (request !== undefined) {
				request.due = Math.min(request.due, due);
			}
		},
		/** During a pause, only requests that the user waits for are sent. */
		pause(paused: boolean): void {
			isPaused = paused;
		},
		hasResponded: () => respondedAt > -Infinity,
		/** Returns when a request that waits will probably be sent; null while only what the user asks for is sent. */
		expectedAt({due, rank, refusal}: ApiRequest): Duration | null {
			if (isPaused && rank !== 'asked') {
				return null;
			}

			const late = limiter.isLimiting ? limiter.lateness * patience[rank] : 0;
			const allowed = (rank === 'asked' ? null : probeAt()) ?? limiter.availableAt;
			return Math.max(due + late, refusal?.until ?? 0, allowed);
		},
		/** Sends requests again after the service has refused the key. */
		retryKey(): void {
			stopped = null;
			restart();
			pump();
		},
		async stop(): Promise<void> {
			stopFor('for-good');
			await Promise.all([...inFlight.values()].map(({ended}) => ended));
		},
		/** Returns what the header says about the service. */
		state(): ServiceState {
			const now = clock.monotonic();
			const probe = probeAt();
			const isHeld = limiter.heldUntil > now;
			const wall = (moment: Duration): Instant => Math.round(clock.now() - now + moment);
			return {
				ratePerSec: limiter.rate === Infinity ? null : limiter.rate,
				isLimited: limiter.isLimiting,
				heldUntil: isHeld ? wall(limiter.heldUntil) : null,
				unreachableSince: probe === null ? null : wall(breaker.failingSince ?? now),
				nextRequestAt: isHeld || probe !== null ? wall(probe ?? limiter.availableAt) : null,
			};
		},
		statistics(): RequestStatistics {
			const now = clock.monotonic();
			const late = [...waiting.values()].filter(({due}) => due <= now);
			return {sent, refused, latency, waiting: late.length};
		},
	};
}

function urgency({due, rank}: ApiRequest, now: Duration): number {
	return (now - due) / patience[rank];
}
