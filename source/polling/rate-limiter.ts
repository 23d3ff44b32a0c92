import type {Duration} from '../core/time/clock.ts';
import type {Random} from './back-off.ts';

/** Requests that were not sent in time may be sent together, but only those of this part of a second. */
const burst = 0.25;
/** What is left of the rate after a refusal. */
const cut = 0.8;
/** How much the rate grows each second, in requests per second, but at most by this share of it. */
const growth = 0.5;
const growthShare = 0.1;
/** The rate does not grow for this time after a cut. */
const calm: Duration = 2000;
/** The least rate after the first refusal, and after all others, in requests per second. */
const minFirstRate = 2;
const minRate = 0.1;

/** Up to this length, `Retry-After` holds back all requests. */
export const maxCommonHold: Duration = 60_000;
/** Several programs do not return at the same moment after it: each waits up to a tenth longer, but at most this. */
const maxJitter: Duration = 5000;
/** A longer one may be meant for one run, so another request is sent after this time. */
const probeDelay: Duration = 10_000;

/**
 * Finds the rate that the service allows: additive increase, multiplicative decrease. Until the service refuses a request
 * there is no limit.
 */
export class RateLimiter {
	/** Requests per second. */
	rate = Infinity;
	/** No request is sent before this time. */
	heldUntil: Duration = -Infinity;
	/** Since when every request was refused, not counting a long `Retry-After`; null if the newest one was granted. */
	refusedSince: Duration | null = null;
	readonly #random: Random;
	#tokens = 1;
	#refilledAt: Duration = 0;
	#cutAt: Duration = -Infinity;
	#isProbing = false;
	#grantedLast: Duration = -Infinity;
	/** When the requests of the last second were granted. */
	#grants: readonly Duration[] = [];

	constructor(random: Random) {
		this.#random = random;
	}

	get availableAt(): Duration {
		const wait = this.#tokens >= 1 ? 0 : ((1 - this.#tokens) * 1000) / this.rate;
		return Math.max(this.heldUntil, this.#refilledAt + wait);
	}

	/** Whether a request that was sent after `time` was granted. */
	hasGrantedSince(time: Duration): boolean {
		return this.#grantedLast > time;
	}

	/** `isLate`: requests are sent later than planned. Only then does the rate grow. */
	onSent(now: Duration, isLate: boolean): void {
		if (this.rate === Infinity) {
			return;
		}

		const seconds = Math.max(0, now - this.#refilledAt) / 1000;

		if (isLate && now - this.#cutAt > calm) {
			this.rate += Math.min(growth, growthShare * this.rate) * Math.min(1, seconds);
		}

		const most = Math.max(1, this.rate * burst);
		this.#tokens = Math.min(most, this.#tokens + this.rate * seconds) - 1;
		this.#refilledAt = Math.max(now, this.#refilledAt);
	}

	onGranted(sentAt: Duration, now: Duration): void {
		this.#grantedLast = Math.max(sentAt, this.#grantedLast);
		this.#isProbing = false;
		this.refusedSince = null;

		if (this.rate === Infinity) {
			this.#grants = [...this.#grants.filter(time => time > now - 1000), now];
		}
	}

	/** A request was refused (429). */
	onRefused(sentAt: Duration, now: Duration): void {
		this.refusedSince ??= now;

		if (this.rate === Infinity) {
			const granted = this.#grants.filter(time => time > now - 1000).length;
			this.#setRate(Math.max(minFirstRate, granted), now);
		} else if (sentAt >= this.#cutAt) {
			this.#setRate(Math.max(minRate, this.rate * cut), now);
		}
	}

	/** Holds back all requests, as `Retry-After` asks. If after a long `Retry-After` the next request gets one too, all wait as long as it says. */
	hold(sentAt: Duration, now: Duration, retryAfter: Duration): void {
		const isLong = retryAfter > maxCommonHold;
		const wait = isLong && !(this.#isProbing && sentAt >= this.heldUntil) ? probeDelay : retryAfter;
		const jitter = Math.min(maxJitter, wait * 0.1) * this.#random();
		this.#isProbing = isLong;
		this.refusedSince = isLong ? now + retryAfter : this.refusedSince;
		this.heldUntil = Math.max(this.heldUntil, now + wait + jitter);
		this.#tokens = 1;
		this.#refilledAt = this.heldUntil;
	}

	#setRate(rate: number, now: Duration): void {
		this.rate = rate;
		this.#cutAt = now;
		this.#tokens = Math.min(1, this.#tokens);
		this.#refilledAt = Math.max(now, this.#refilledAt);
	}
}
