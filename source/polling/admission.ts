import type {Duration, Instant} from '../core/time/clock.ts';
import type {Problem} from '../core/problem.ts';
import type {ServiceState} from '../core/service-state.ts';
import {afterProblem, closedBreaker} from './circuit-breaker.ts';
import {afterLatency, initialConcurrency} from './concurrency.ts';
import type {Random} from './poll-interval.ts';
import {
	afterGranted,
	afterRefused,
	afterSent,
	heldBack,
	noRateLimit,
	sendableAt,
	type RequestTiming,
} from './rate-limiter.ts';

/** If the service refuses all requests, they are tried for at least this time. */
const minPatience: Duration = 60_000;

export type AdmissionOptions = {
	/** The most requests in flight. */
	readonly concurrency: number;
	readonly random: Random;
	/**
	 * Requests stop after the service was unreachable, or has refused everything, for this many milliseconds; null for no
	 * limit. The time of a long `Retry-After` does not count. 0: every run is polled once.
	 */
	readonly giveUpAfter: Duration | null;
};

/** A request in flight. */
export type SentRequest = {
	readonly sentAt: Duration;
	/** Whether it was sent late, because the rate limit is too low for all requests that are due. */
	readonly isShort: boolean;
	/** Whether as many requests were in flight as are allowed. */
	readonly isFull: boolean;
};

/**
 * Decides how many requests may be sent, and when, from what the responses show about the service: its rate limit, its
 * latency, and whether it is available. All times come from the monotonic clock.
 */
export class Admission {
	readonly #options: AdmissionOptions;
	#limit;
	#breaker = closedBreaker;
	#concurrency;
	#requests = 0;
	#refused = 0;

	constructor(options: AdmissionOptions, now: Duration) {
		this.#options = options;
		this.#limit = noRateLimit(now);
		this.#concurrency = initialConcurrency(options.concurrency);
	}

	/** Whether the service is unreachable, so that only one request at a time is sent. */
	get isProbing(): boolean {
		return this.#breaker.probingSince !== null;
	}

	get isLimited(): boolean {
		return this.#limit.rate < Infinity;
	}

	/** The number of requests per second that may be sent; Infinity while no limit is known. */
	get ratePerSec(): number {
		return this.#limit.rate;
	}

	get maxInFlight(): number {
		return this.#isSingle ? 1 : Math.floor(this.#concurrency.window);
	}

	/** The same for the selected run and what the user asked for, which do not wait for the responses of others. */
	get maxInFlightOfFirst(): number {
		return this.#isSingle ? 1 : this.#concurrency.max;
	}

	get #isSingle(): boolean {
		return this.isProbing || this.#limit.probingUntil !== null;
	}

	/** Returns when the next request may be sent. What the user asked for does not wait for the next probe. */
	sendableAt(isRequested: boolean): Duration {
		const at = sendableAt(this.#limit);
		return this.isProbing && !isRequested ? Math.max(at, this.#breaker.probeAt) : at;
	}

	/** Returns the time until the next probe while the service is unreachable; otherwise Infinity. */
	probeDelay(now: Duration): Duration {
		return this.isProbing ? Math.max(0, this.sendableAt(false) - now) : Infinity;
	}

	/** Counts a request that is sent now. If it is later than `latest` because of the rate limit, the rate is too low. */
	onSent(now: Duration, latest: Duration, inFlight: number): SentRequest {
		const isShort = this.isLimited && sendableAt(this.#limit) > latest;
		this.#requests++;
		this.#limit = afterSent(this.#limit, now);
		return {sentAt: now, isShort, isFull: inFlight + 1 >= this.maxInFlight};
	}

	onResponse(sent: SentRequest, now: Duration): void {
		this.#breaker = closedBreaker;
		this.#limit = afterGranted(this.#limit, now, sent.isShort);
		this.#concurrency = afterLatency(this.#concurrency, now - sent.sentAt, sent.isFull);
	}

	onProblem(problem: Problem, sent: SentRequest, now: Duration): void {
		const {random} = this.#options;
		const timing: RequestTiming = {sentAt: sent.sentAt, now};
		const {kind, retryAfter} = problem;
		this.#breaker = afterProblem(this.#breaker, problem, timing, random);

		if (kind === 'rate-limit') {
			this.#refused++;
			this.#limit = afterRefused(this.#limit, timing, retryAfter, random);
		} else if (retryAfter !== null) {
			this.#limit = heldBack(this.#limit, now + retryAfter);
		} else if (this.#breaker === closedBreaker) {
			this.#limit = afterGranted(this.#limit, now, sent.isShort);
		}
	}

	/** Forgets all failures, because the machine slept. What is known of the rate limit stays. */
	onWake(): void {
		this.#breaker = closedBreaker;
	}

	/** Returns whether the service was unreachable, or refused everything, for longer than `giveUpAfter`. */
	isGivenUp(): boolean {
		const {giveUpAfter} = this.#options;
		const {failingSince, probeAt} = this.#breaker;
		const {refusedSince, heldUntil} = this.#limit;

		if (giveUpAfter === null) {
			return false;
		}

		const isRefused =
			refusedSince !== null && heldUntil - refusedSince > Math.max(giveUpAfter, minPatience);
		return (
			isRefused || (this.isProbing && failingSince !== null && probeAt - failingSince > giveUpAfter)
		);
	}

	/** `wallClock` converts a time of the monotonic clock. */
	state(
		now: Duration,
		wallClock: (moment: Duration) => Instant,
	): Omit<ServiceState, 'limitedInterval'> {
		const {rate, heldUntil} = this.#limit;
		const {probingSince, failingSince} = this.#breaker;
		const isHeld = heldUntil > now;
		return {
			ratePerSec: rate === Infinity ? null : rate,
			heldUntil: isHeld ? wallClock(heldUntil) : null,
			unreachableSince: probingSince === null ? null : wallClock(failingSince ?? probingSince),
			nextRequestAt: isHeld || this.isProbing ? wallClock(this.sendableAt(false)) : null,
			requests: this.#requests,
			refused: this.#refused,
			maxInFlight: this.maxInFlight,
			latency: this.#concurrency.latency,
		};
	}
}
