import type {Problem} from '../core/problem.ts';
import type {ServiceState} from '../core/service-state.ts';
import type {Duration} from '../core/time/clock.ts';
import type {ApiRequest} from './api-request.ts';
import {afterProblem, closedBreaker} from './circuit-breaker.ts';
import {afterResponseTime, initialConcurrency} from './concurrency.ts';
import type {PollerOptions} from './poller-options.ts';
import {
	afterGranted,
	afterRefused,
	afterSent,
	heldBack,
	knownRateLimit,
	noRateLimit,
	sendableAt,
	type RateLimit,
	type RequestTiming,
} from './rate-limiter.ts';
import {ranks, type Rank} from './request-queue.ts';

/** If the service refuses all requests, they are tried for at least this time. */
const minPatience: Duration = 60_000;

/** A request in flight. */
export type SentRequest = {
	readonly sentAt: Duration;
	/** Whether it was sent later than planned, because the rate is too low for all requests that are due. */
	readonly isLate: boolean;
	/** When the same request was refused (429) before; null if it was not. */
	readonly refusedAt: Duration | null;
	/** Whether as many requests were in flight as are allowed. */
	readonly isFull: boolean;
};

/**
 * Decides how many requests may be sent, and when, from what the responses show about the service: its rate limit, its
 * latency, and whether it is available.
 */
export class Admission {
	readonly #options: PollerOptions;
	#limit: RateLimit;
	#breaker = closedBreaker;
	#concurrency;
	#requests = 0;
	#refused = 0;

	constructor(options: PollerOptions) {
		this.#options = options;
		const {clock, knownLimit} = options;
		const now = clock.monotonic();
		this.#limit = knownLimit === undefined ? noRateLimit(now) : knownRateLimit(knownLimit, now);
		this.#concurrency = initialConcurrency(options.concurrency);
	}

	/** Whether the service is unreachable, so that only one request at a time is sent. */
	get isProbing(): boolean {
		return this.#breaker.probingSince !== null;
	}

	get limit(): RateLimit {
		return this.#limit;
	}

	get isLimited(): boolean {
		return this.#limit.rate < Infinity;
	}

	/** How long a request that is sent now can hold up the next one. */
	get holdUp(): Duration {
		return 1000 / this.#limit.rate;
	}

	/** A request of this rank may be sent while fewer requests than this are in flight. */
	maxInFlight(rank: Rank): number {
		const {window, max} = this.#concurrency;

		if (this.isProbing || this.#limit.probingUntil !== null) {
			return 1;
		}

		if (rank === ranks.last) {
			// Leaves room for polls that become due meanwhile.
			return Math.ceil(window / 2);
		}

		// The selected run, and what the user asked for, do not wait for the responses of others.
		return rank <= ranks.selected ? max : Math.floor(window);
	}

	/** When the rate limit allows the next request. */
	get sendableAt(): Duration {
		return sendableAt(this.#limit);
	}

	/** When the next probe may be sent; Infinity if the service is reachable. What the user asked for does not wait for it. */
	get probeAt(): Duration {
		return this.isProbing ? Math.max(this.sendableAt, this.#breaker.probeAt) : Infinity;
	}

	/** Counts a request that is sent now. If it is later than it may be because of the rate limit, the rate is too low. */
	onSent(
		now: Duration,
		{due, tolerance, refusedAt}: Pick<ApiRequest, 'due' | 'tolerance' | 'refusedAt'>,
		inFlight: number,
	): SentRequest {
		const isLate = this.isLimited && this.sendableAt > due + tolerance;
		this.#requests++;
		this.#limit = afterSent(this.#limit, now);
		const isFull = inFlight + 1 >= this.maxInFlight(ranks.rest);
		return {sentAt: now, isLate, refusedAt, isFull};
	}

	/** Returns when the service can be used again, like `onProblem`. */
	onResponse(sent: SentRequest, now: Duration): Duration | null {
		return this.#update(now, () => {
			this.#breaker = closedBreaker;
			this.#limit = afterGranted(this.#limit, now, sent.isLate);
			this.#concurrency = afterResponseTime(this.#concurrency, now - sent.sentAt, sent.isFull);
		});
	}

	/** Returns when the service can be used again, if this ends an outage or starts a wait without a rate limit; else null. */
	onProblem(problem: Problem, sent: SentRequest, now: Duration): Duration | null {
		return this.#update(now, () => this.#countProblem(problem, sent, now));
	}

	#update(now: Duration, update: () => void): Duration | null {
		const [wasProbing, wasHeldUntil] = [this.isProbing, this.sendableAt];
		update();

		if (wasProbing && !this.isProbing) {
			return now;
		}

		return !this.isLimited && this.sendableAt > wasHeldUntil ? this.sendableAt : null;
	}

	#countProblem(problem: Problem, {sentAt, isLate, refusedAt}: SentRequest, now: Duration): void {
		const {random} = this.#options;
		const timing: RequestTiming = {sentAt, now, refusedAt};
		const {kind, retryAfter} = problem;
		this.#breaker = afterProblem(this.#breaker, problem, timing, random);

		if (kind === 'rate-limit') {
			this.#refused++;
			this.#limit = afterRefused(this.#limit, timing, retryAfter, random);
		} else if (retryAfter !== null) {
			this.#limit = heldBack(this.#limit, timing, retryAfter, random);
		} else if (this.#breaker === closedBreaker) {
			this.#limit = afterGranted(this.#limit, now, isLate);
		}
	}

	/** Forgets all failures, because the machine slept. What is known of the rate limit stays. */
	onWake(): void {
		this.#breaker = closedBreaker;
	}

	/** Whether the service was unreachable, or refused everything, for longer than `giveUpAfter`. */
	get isGivenUp(): boolean {
		const {giveUpAfter} = this.#options;
		const {failingSince, probeAt} = this.#breaker;
		const {refusedSince, heldUntil, probingUntil} = this.#limit;
		const refusedFor = heldUntil - (refusedSince ?? heldUntil);
		const unreachableFor = this.isProbing ? probeAt - (failingSince ?? probeAt) : 0;
		const waitsLong = probingUntil !== null && heldUntil >= probingUntil;
		return (
			(giveUpAfter === 0 && waitsLong) ||
			refusedFor > Math.max(giveUpAfter, minPatience) ||
			unreachableFor > giveUpAfter
		);
	}

	state(): Omit<ServiceState, 'limitedInterval'> {
		const {clock} = this.#options;
		const now = clock.monotonic();
		const ahead = clock.now() - now;
		const wallClock = (moment: Duration) => Math.round(ahead + moment);
		const {rate, heldUntil} = this.#limit;
		const {failingSince} = this.#breaker;
		const isHeld = heldUntil > now;
		const nextAt = this.isProbing ? this.probeAt : this.sendableAt;
		return {
			ratePerSec: rate === Infinity ? null : rate,
			heldUntil: isHeld ? wallClock(heldUntil) : null,
			unreachableSince: this.isProbing && failingSince !== null ? wallClock(failingSince) : null,
			nextRequestAt: isHeld || this.isProbing ? wallClock(nextAt) : null,
			requests: this.#requests,
			refused: this.#refused,
			maxInFlight: this.maxInFlight(ranks.rest),
			latency: this.#concurrency.latency,
		};
	}
}
