import type {Problem} from '../core/problem.ts';
import type {RequestLoad} from '../core/service-state.ts';
import type {Duration} from '../core/time/clock.ts';
import {Admission, type SentRequest} from './admission.ts';
import type {ApiRequest} from './api-request.ts';
import {InFlight, type RequestResult} from './in-flight.ts';
import type {PollerOptions} from './poller-options.ts';
import {ranks, RequestQueue, type Rank} from './request-queue.ts';
import type {SchedulerEvents} from './scheduler-events.ts';
import {WakeTimer} from './wake-timer.ts';

/** Sends the requests in the order of their ranks, as many and as soon as the service allows. */
export class Scheduler {
	/** What the responses show about the service. */
	readonly service: Admission;
	readonly #options: PollerOptions;
	readonly #events: SchedulerEvents;
	readonly #queue = new RequestQueue<ApiRequest>();
	readonly #inFlight: InFlight;
	/** What to send instead of a request in flight if that is aborted, by its key; null for nothing. */
	readonly #replacements = new Map<string, ApiRequest | null>();
	readonly #timer: WakeTimer;
	#isPaused = false;
	/** Why nothing is sent: for ever, or until `retryKey`, since the service has refused the key. */
	#stopped: 'for-ever' | 'key-refused' | null = null;
	#respondedAt: Duration = -Infinity;

	constructor(options: PollerOptions, events: SchedulerEvents) {
		this.service = new Admission(options);
		this.#options = options;
		this.#events = events;
		this.#inFlight = new InFlight(error => {
			this.#stop('for-ever');
			options.onBug(error);
		});
		this.#timer = new WakeTimer(options.clock, () => this.pump());
	}

	/** Schedules a request in place of one with the same key. One in flight is replaced only if it is aborted. */
	put<Response>(request: ApiRequest<Response>): void {
		if (this.#inFlight.has(request.key)) {
			this.#replacements.set(request.key, request);
		} else {
			this.#queue.put(request);
		}
	}

	/** Removes a waiting request, and aborts a request in flight. */
	cancel(key: string): void {
		this.#queue.remove(key);

		if (this.#inFlight.has(key)) {
			this.#replacements.set(key, null);
			this.#inFlight.abort(key);
		}
	}

	waiting(key: string): ApiRequest | undefined {
		return this.#queue.get(key);
	}

	isScheduled(key: string): boolean {
		return this.#queue.get(key) !== undefined || this.#inFlight.has(key);
	}

	load(): RequestLoad {
		return {
			inFlight: this.#inFlight.size,
			waiting: this.#queue.countDue(this.#options.clock.monotonic()),
		};
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
		this.#events.onChange();
		const now = this.#options.clock.monotonic();

		for (let request = this.#next(now); request !== null; request = this.#next(now)) {
			this.#send(request, now);
		}

		this.#timer.set(this.#nextMoment());
	}

	/** Sends requests again after the service has refused the key. */
	retryKey(): void {
		this.#stopped = null;
		this.#startAfresh();
	}

	async stop(): Promise<void> {
		this.#stop('for-ever');
		await this.#inFlight.ended();
	}

	#stop(how: 'for-ever' | 'key-refused'): void {
		this.#stopped = how;
		this.#timer.set(null);
		this.#inFlight.abortAll();
		this.#events.onHalt();
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
		this.#inFlight.abortAll();
		this.#options.client.reconnect();
		this.service.onWake();
		this.#events.onWake(this.#options.clock.monotonic());
	}

	/** Removes and returns the next request to send; null if none can be sent now. */
	#next(now: Duration): ApiRequest | null {
		const {sendableAt, probeAt} = this.service;
		const usual = sendableAt > now ? null : this.#queue.next(now, this.#maySend);

		if (usual !== null || probeAt > now) {
			return usual;
		}

		const probe = this.#probe();
		this.#queue.remove(probe?.key ?? '');
		return probe;
	}

	readonly #maySend = (rank: Rank): boolean => {
		const isRequested = rank === ranks.requested;
		const mayRank = isRequested || (!this.#isPaused && !this.service.isProbing);
		return (
			mayRank &&
			this.#inFlight.size < this.service.maxInFlight(rank) &&
			(rank !== ranks.last || this.#isIdle())
		);
	};

	/** Whether a request that is sent now holds up no other. */
	#isIdle(): boolean {
		const next = this.#queue.firstDue(rank => rank !== ranks.last);
		return next > this.#options.clock.monotonic() + this.service.holdUp;
	}

	/** Returns the request that shows whether the service is reachable again: a poll, if possible. With `--once`, no second one. */
	#probe(): ApiRequest | null {
		const isBlocked = this.#isPaused || this.#inFlight.size > 0;
		const isOnce = this.#options.giveUpAfter === 0;
		const mayProbe = ({respondedAt}: ApiRequest): boolean => !isOnce || respondedAt === null;
		return isBlocked
			? null
			: (this.#queue.earliest(request => request.isPoll && mayProbe(request)) ??
					this.#queue.earliest(mayProbe));
	}

	/**
	 * Returns the time at which the next request can be sent. Infinity means that a response must arrive first. Null
	 * means that no request can be sent and no response is awaited, for example after all runs have ended.
	 */
	#nextMoment(): Duration | null {
		const {sendableAt, probeAt, isProbing} = this.service;
		const usual = Math.max(this.#queue.firstDue(this.#maySend), sendableAt);
		const probe = isProbing && this.#probe() !== null ? probeAt : Infinity;
		const first = Math.min(usual, probe);
		return first === Infinity && this.#inFlight.size === 0 ? null : first;
	}

	#send(request: ApiRequest, now: Duration): void {
		const {client} = this.#options;
		const sent = this.service.onSent(now, request, this.#inFlight.size);
		this.#inFlight.start(
			request.key,
			signal => request.send(client, signal),
			result => this.#onResult(request, sent, result),
		);
	}

	#onResult(request: ApiRequest, sent: SentRequest, result: RequestResult<unknown>): void {
		const replacement = this.#replacements.get(request.key);
		this.#replacements.delete(request.key);

		if (this.#stopped === 'for-ever') {
			return;
		}

		if (this.#handleSleep() || result.kind === 'aborted') {
			const again = replacement === undefined ? request : replacement;

			if (again !== null) {
				this.put(again);
			}
		} else if (result.kind === 'response') {
			const now = this.#options.clock.monotonic();
			this.#respondedAt = now;
			this.#events.onAvailable(this.service.onResponse(sent, now));
			request.onResponse(result.response, now);
		} else {
			this.#onFailure(request, sent, result.error.toProblem(this.#options.clock.now()));
		}

		this.pump();
	}

	#onFailure(request: ApiRequest, sent: SentRequest, problem: Problem): void {
		const now = this.#options.clock.monotonic();
		this.#events.onAvailable(this.service.onProblem(problem, sent, now));

		const {keyRefusedAt = null, ...plain} = request;

		if (problem.kind === 'auth' && request.refusalStops && keyRefusedAt === null) {
			this.#options.client.reconnect();
			this.put({...plain, keyRefusedAt: now, due: now, rank: ranks.requested});
			return;
		}

		if (problem.kind === 'auth' && keyRefusedAt !== null && this.#respondedAt < keyRefusedAt) {
			this.put(plain);
			this.#stop('key-refused');
			this.#options.dispatch({type: 'denied', at: problem.at, problem});
			return;
		}

		const {isGivenUp} = this.service;
		const final = {...problem, retriable: problem.retriable && !isGivenUp};
		request.onFailure(final, {sentAt: sent.sentAt, now});

		// A request of the class `last` may fail alone. The polls show whether they fail too.
		if (isGivenUp && request.rank !== ranks.last) {
			this.#events.onGivenUp(final);
		}
	}
}
