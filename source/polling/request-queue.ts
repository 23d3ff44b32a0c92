import {ApiError} from '../api/errors.ts';
import type {Problem} from '../core/problem.ts';
import type {RequestStatistics} from '../core/service-state.ts';
import type {Duration} from '../core/time/clock.ts';
import {minuteMs} from '../core/time/duration.ts';
import {Admission} from './admission.ts';
import type {ApiRequest} from './api-request.ts';
import type {PollerOptions} from './poller-options.ts';
import {maxCommonHold} from './rate-limiter.ts';
import {WakeTimer} from './wake-timer.ts';

type InFlight = {
	readonly request: ApiRequest;
	readonly controller: AbortController;
	readonly ended: Promise<void>;
};

type QueueEvents = {
	/** Called after each response and failure: what is known of the service may have changed. */
	readonly onChange: () => void;
	/** The service was unreachable for too long, or has refused everything. */
	readonly onGivenUp: (problem: Problem) => void;
	readonly onWake: (now: Duration) => void;
	readonly onHalt: () => void;
};

/** A probe may be sent so much earlier than it is due. With `--once`, what is due in a day is never sent again. */
const maxEarly: Duration = minuteMs;

/** Sends the requests that are due, the most urgent one first, as many and as soon as the service allows. */
export class RequestQueue {
	readonly admission: Admission;
	readonly #options: PollerOptions;
	readonly #events: QueueEvents;
	readonly #timer: WakeTimer;
	readonly #waiting = new Map<string, ApiRequest>();
	readonly #inFlight = new Map<string, InFlight>();
	/** When the service refused the key for a request that is asked again because of that. */
	readonly #keyRefusals = new Map<string, Duration>();
	/** Why nothing is sent: for ever, or until `retryKey`, since the service has refused the key. */
	#stopped: 'for-ever' | 'key-refused' | null = null;
	#isPaused = false;
	#respondedAt: Duration = -Infinity;

	/** `onReachable`: see `Admission`. */
	constructor(options: PollerOptions, onReachable: (from: Duration) => void, events: QueueEvents) {
		this.admission = new Admission(options, onReachable);
		this.#options = options;
		this.#events = events;
		this.#timer = new WakeTimer(options.clock, () => this.pump());
	}

	/** Schedules a request in place of the one with the same key. It is sent by the next `pump`. */
	put<Response>(request: ApiRequest<Response>): void {
		this.#waiting.set(request.key, request);
	}

	/** Removes a waiting request, and aborts a request in flight. */
	cancel(key: string): void {
		this.#waiting.delete(key);
		this.admission.forget(key);
		this.#inFlight.get(key)?.controller.abort();
	}

	/** Makes a waiting request due at `due`, if that is earlier. */
	hasten(key: string, due: Duration): void {
		const request = this.#waiting.get(key);

		if (request !== undefined) {
			request.due = Math.min(request.due, due);
		}
	}

	get hasResponded(): boolean {
		return this.#respondedAt > -Infinity;
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
		let {request, readyAt} = this.#first(now);

		while (request !== null && this.admission.availableAt <= now) {
			this.#send(request, now);
			({request, readyAt} = this.#first(now));
		}

		const isIdle = readyAt === Infinity && this.#inFlight.size === 0;
		this.#timer.set(isIdle ? null : Math.max(readyAt, this.admission.availableAt));
	}

	/** Sends requests again after the service has refused the key. */
	retryKey(): void {
		this.#stopped = null;
		this.#startAfresh();
		this.pump();
	}

	/** Stops permanently. Resolves when no request is in flight. */
	async stop(): Promise<void> {
		this.#stop('for-ever');
		await Promise.all([...this.#inFlight.values()].map(({ended}) => ended));
	}

	statistics(): RequestStatistics {
		const now = this.#options.clock.monotonic();
		const due = [...this.#waiting.values()].filter(request => request.due <= now);
		return {...this.admission.statistics(), inFlight: this.#inFlight.size, waiting: due.length};
	}

	#stop(how: 'for-ever' | 'key-refused'): void {
		this.#stopped = how;
		this.#timer.set(null);
		this.#abortAll();
		this.#events.onHalt();
	}

	/** Aborts the requests in flight. They are sent again. */
	#abortAll(): void {
		for (const {request, controller} of this.#inFlight.values()) {
			controller.abort();
			this.#waiting.set(request.key, this.#waiting.get(request.key) ?? request);
		}
	}

	#handleSleep(): void {
		if (this.#stopped !== 'for-ever' && this.#timer.didSystemSleep()) {
			this.#startAfresh();
		}
	}

	#startAfresh(): void {
		this.#abortAll();
		this.#options.client.reconnect();
		this.admission.onWake();
		this.#events.onWake(this.#options.clock.monotonic());
	}

	/** Returns the most urgent request that is ready; null if none is. Then `readyAt` says when the next one is. */
	#first(now: Duration): {request: ApiRequest | null; readyAt: Duration} {
		const isProbing = this.admission.probeAt !== null;
		let first: ApiRequest | null = null;
		let most = -Infinity;
		let next = Infinity;

		if (this.#inFlight.size >= this.#options.concurrency) {
			return {request: null, readyAt: Infinity};
		}

		for (const request of this.#waiting.values()) {
			// Hot path: most of a thousand requests are not due.
			if (isProbing || request.due <= now || request.due < next) {
				const readyAt = this.#readyAt(request);
				const urgency = (now - request.due) / this.admission.patienceOf(request);

				if (readyAt > now) {
					next = Math.min(next, readyAt);
				} else if (urgency > most) {
					first = request;
					most = urgency;
				}
			}
		}

		return {request: first, readyAt: first === null ? next : now};
	}

	/** Returns when the request may be sent, but for the rate limit; Infinity: not before something happens. */
	#readyAt({key, due, rank}: ApiRequest): Duration {
		const {probeAt} = this.admission;
		const waitUntil = this.admission.waitUntil(key);

		// Nothing is read for the history before the first response: the service may refuse the key.
		if (this.#inFlight.has(key) || (rank === 'history' && !this.hasResponded)) {
			return Infinity;
		}

		if (rank !== 'asked' && !this.#keyRefusals.has(key)) {
			if (this.#isPaused || (probeAt !== null && (this.#inFlight.size > 0 || rank === 'history'))) {
				return Infinity;
			}

			if (probeAt !== null) {
				return Math.max(probeAt, waitUntil, due - maxEarly);
			}
		}

		return Math.max(due, waitUntil);
	}

	#send(request: ApiRequest, now: Duration): void {
		const {client, onBug} = this.#options;
		const controller = new AbortController();
		this.#waiting.delete(request.key);
		this.admission.onSent(request, now);
		const response = (async () => request.send(client, controller.signal))();
		const ended = this.#settle(request, now, response, controller.signal).catch(
			(error: unknown) => {
				this.#stop('for-ever');
				onBug(error);
			},
		);
		this.#inFlight.set(request.key, {request, controller, ended});
	}

	async #settle(
		request: ApiRequest,
		sentAt: Duration,
		response: Promise<unknown>,
		signal: AbortSignal,
	): Promise<void> {
		const handleResult = await response.then(
			result => () => {
				this.#onResponse(request, sentAt, result);
			},
			(error: unknown) => () => {
				this.#onFailure(request, sentAt, error);
			},
		);
		this.#handleSleep();
		this.#inFlight.delete(request.key);

		if (this.#stopped === 'for-ever') {
			return;
		}

		if (!signal.aborted) {
			handleResult();
		}

		this.#events.onChange();
		this.pump();
	}

	#onResponse(request: ApiRequest, sentAt: Duration, response: unknown): void {
		const now = this.#options.clock.monotonic();
		this.#respondedAt = now;
		this.#keyRefusals.delete(request.key);
		this.admission.onResponse(request.key, {sentAt, now});
		request.onResponse(response, now);
	}

	#onFailure(request: ApiRequest, sentAt: Duration, error: unknown): void {
		if (!(error instanceof ApiError)) {
			throw error;
		}

		const {clock, giveUpAfter} = this.#options;
		const now = clock.monotonic();
		const problem = error.toProblem(clock.now());

		if (problem.kind === 'auth' && request.provesKey && this.#onKeyRefused(request, problem, now)) {
			return;
		}

		this.#keyRefusals.delete(request.key);
		this.admission.onFailure(request, problem, {sentAt, now});
		const isGivenUp = this.admission.isGivenUp(now);
		const isTooLong = giveUpAfter === 0 && (problem.retryAfter ?? 0) > maxCommonHold;
		const final = {...problem, retriable: problem.retriable && !isGivenUp && !isTooLong};
		request.onFailure(final, {sentAt, now});

		// A request for the history may fail alone. The polls show whether they fail too.
		if (isGivenUp && request.rank !== 'history') {
			this.#events.onGivenUp(final);
		}
	}

	/**
	 * Sends the request again, with the key that its file has now; or stops, if that was refused too, and nothing has
	 * succeeded since. Returns false if something has.
	 */
	#onKeyRefused(request: ApiRequest, problem: Problem, now: Duration): boolean {
		const {client, dispatch} = this.#options;
		const refusedAt = this.#keyRefusals.get(request.key);

		if (refusedAt === undefined) {
			client.reconnect();
			this.#keyRefusals.set(request.key, now);
			request.due = now;
			this.put(request);
			return true;
		}

		if (this.#respondedAt >= refusedAt) {
			return false;
		}

		this.#keyRefusals.delete(request.key);
		this.put(request);
		this.#stop('key-refused');
		dispatch({type: 'denied', at: problem.at, problem});
		return true;
	}
}
