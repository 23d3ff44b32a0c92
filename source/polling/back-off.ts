import type {Duration} from '../core/time/clock.ts';

export type Random = () => number;

const shortest: Duration = 1000;
const longest: Duration = 60_000;

/**
 * Returns a random delay after a number of failures in a row (full jitter). It is at least half of `interval`, or 1 s if
 * that is longer. So even if all requests fail, the request rate at most doubles.
 */
export function backOff(failures: number, interval: Duration, random: Random): Duration {
	const min = Math.max(shortest, interval / 2);
	const limit = Math.max(longest, 2 * interval);
	const max = Math.min(limit, Math.max(shortest, interval) * 2 ** failures);
	return min + (max - min) * random();
}
