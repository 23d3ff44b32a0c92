import type {Problem} from '../core/problem.ts';
import type {Duration} from '../core/time/clock.ts';
import {isUnanswered} from './breaker.ts';
import {backOff} from './failures.ts';
import type {ApiRequest, Random, Timing} from './request.ts';

/** The size of the token bucket: the tokens of this many seconds. */
const burst = 0.25;
/** The factor by which a refusal cuts the rate. */
const cutFactor = 0.8;
/** How much the rate grows each second, in requests per second, but at most by this share of it. */
const growth = 0.5;
const growthShare = 0.1;
/** For how long the rate does not grow after a cut. */
const growthPause: Duration = 2000;
/** The minimum rate after the first refusal, and after later ones, in requests per second. */
const minFirstRate = 2;
const minRate = 0.1;
/** The rate grows while polls are later than this on average, as a share of their patience. */
const maxLateness = 0.1;
const latenessWeight = 0.05;

/** Up to this length, `Retry-After` holds back all requests. A longer one may be meant for one run. */
export const maxCommonHold: Duration = 60_000;
/** After a longer `Retry-After`, another request is sent after this time. If it gets a long one too, all wait. */
const probeDelay: Duration = 10_000;

/**
 * Finds the rate that the service allows: additive increase, multiplicative decrease. Until the service refuses a request
 * there is no limit.
 */
export class Limiter {
	rate = Infinity;
	/** No request is sent before this time. */
	heldUntil: Duration = -Infinity;
	/** Since when every request was refused, not counting a long `Retry-After`; null if the newest one was granted. */
	refusedSince: Duration | null = null;
	/** How late the latest polls were sent on average, as a share of their patience. */
	lateness = 0;
	readonly #random: Random;
	/** When the newest request that was granted was sent. */
	#grantedAt: Duration = -Infinity;
	#tokens = 1;
	#refilledAt: Duration = 0;
	#cutAt: Duration = -Infinity;
	#isProbing = false;
	/** When the requests of the last second were granted, until there is a limit. */
	readonly #grants: Duration[] = [];

	constructor(random: Random) {
		this.#random = random;
	}

	get availableAt(): Duration {
		const wait = this.#tokens >= 1 ? 0 : ((1 - this.#tokens) * 1000) / this.rate;
		return Math.max(this.heldUntil, this.#refilledAt + wait);
	}

	/** Whether the limit makes polls late. */
	get isLimiting(): boolean {
		return this.rate < Infinity && this.lateness > maxLateness;
	}

	/** `late`: how late a poll is sent, as a share of its patience; null for other requests. */
	onSent(now: Duration, late: number | null): void {
		this.lateness += late === null ? 0 : latenessWeight * (late - this.lateness);

		if (this.rate === Infinity) {
			return;
		}

		const seconds = Math.max(0, now - this.#refilledAt) / 1000;

		if (this.isLimiting && now - this.#cutAt > growthPause) {
			this.rate += Math.min(growth, growthShare * this.rate) * Math.min(1, seconds);
		}

		const maxTokens = Math.max(1, this.rate * burst);
		this.#tokens = Math.min(maxTokens, this.#tokens + this.rate * seconds) - 1;
		this.#refilledAt = Math.max(now, this.#refilledAt);
	}

	/** The request got a response, or failed for another reason than a limit. */
	onGranted(request: ApiRequest, {sentAt, now}: Timing): void {
		request.refusal = null;
		this.#grantedAt = Math.max(sentAt, this.#grantedAt);
		this.#isProbing = false;
		this.refusedSince = null;

		if (this.rate === Infinity) {
			this.#grants.push(now);

			while ((this.#grants[0] ?? now) <= now - 1000) {
				this.#grants.shift();
			}
		}
	}

	onFailure(request: ApiRequest, problem: Problem, timing: Timing): void {
		if (problem.kind === 'rate-limit' || problem.retryAfter !== null) {
			this.#onRefused(request, problem, timing);
		} else if (isUnanswered(problem)) {
			request.refusal = null;
		} else {
			this.onGranted(request, timing);
		}
	}

	/** Holds back all requests, unless only this one is refused: then others were granted since it was refused before. */
	#onRefused(request: ApiRequest, {kind, retryAfter}: Problem, {sentAt, now}: Timing): void {
		const before = request.refusal ?? null;
		const isAlone = before !== null && this.#grantedAt > before.at;
		const inARow = (before?.inARow ?? 0) + 1;
		const until = now + (retryAfter ?? 0);
		request.refusal = {at: now, until, inARow};

		// After a first short wait it keeps its place before those that became due later.
		if (inARow > 1 || until - now > maxCommonHold) {
			request.due = until + (inARow > 1 ? backOff(inARow - 1, 0, this.#random) : 0);
		}

		if (!isAlone && kind === 'rate-limit') {
			this.#cut(sentAt, now);
		}

		if (!isAlone && until > now) {
			this.#hold(sentAt, now, until - now);
		}
	}

	#cut(sentAt: Duration, now: Duration): void {
		this.refusedSince ??= now;

		// Requests that were sent before the last cut say nothing about the rate after it.
		if (sentAt >= this.#cutAt) {
			const granted = this.#grants.filter(time => time > now - 1000).length;
			this.rate =
				this.rate === Infinity
					? Math.max(minFirstRate, granted)
					: Math.max(minRate, this.rate * cutFactor);
			this.#cutAt = now;
			this.#tokens = Math.min(1, this.#tokens);
			this.#refilledAt = Math.max(now, this.#refilledAt);
		}
	}

	/** Holds back all requests, and up to a tenth longer than asked, so that several programs do not return at once. */
	#hold(sentAt: Duration, now: Duration, retryAfter: Duration): void {
		const isLong = retryAfter > maxCommonHold;
		const wait = isLong && !(this.#isProbing && sentAt >= this.heldUntil) ? probeDelay : retryAfter;
		const jitter = Math.min(5000, wait / 10) * this.#random();
		this.#isProbing = isLong;
		this.refusedSince = isLong ? now + retryAfter : this.refusedSince;
		this.heldUntil = Math.max(this.heldUntil, now + wait + jitter);
		this.#tokens = 1;
		this.#refilledAt = this.heldUntil;
	}
}
