import type {Duration} from '../core/time/clock.ts';

export type Random = () => number;

const minBackOff: Duration = 1000;
const maxBackOff: Duration = 60_000;

const minRejectedInterval: Duration = 1000;

export function intervalWhileRejected(interval: Duration): Duration {
	return Math.max(interval, minRejectedInterval);
}

/**
 * Returns a random delay after a number of failures in a row (full jitter). It is at least half of `interval`, or 1 s if
 * that is longer. So even if all requests fail, the request rate at most doubles.
 */
export function backOff(failures: number, interval: Duration, random: Random): Duration {
	const min = Math.max(minBackOff, interval / 2);
	const limit = Math.max(maxBackOff, 2 * interval);
	const max = Math.min(limit, Math.max(minBackOff, interval) * 2 ** failures);
	return min + (max - min) * random();
}

/** Up to this length, `Retry-After` holds back all requests. */
export const maxCommonHoldMs: Duration = 60_000;
const maxPauses = 8;

/**
 * Returns how much longer than its `Retry-After` a request waits that fails again and again while others do not. Each
 * time it holds back all others, so it is sent more and more seldom.
 */
export function pauseBetweenHolds(failures: number, retryAfter: Duration): Duration {
	return retryAfter > maxCommonHoldMs ? 0 : retryAfter * Math.min(failures, maxPauses);
}
