import type {Duration} from '../core/time/clock.ts';

/**
 * The number of requests in flight at the start, and the minimum, unless the user allows fewer. It is as large as a group
 * of polls that are sent together.
 */
const minWindow = 12;
/** A response that takes this many times as long as the fastest, or longer, shows that requests wait in the service. */
const slowFactor = 3;
/** A difference in milliseconds that says nothing about the service, but may come from a busy machine. */
const jitterMs: Duration = 100;

/** How many requests may be in flight at once, as far as the latency of the responses shows. */
export type Concurrency = {
	readonly window: number;
	readonly max: number;
	/** The time of the fastest response in ms, which slowly rises again; null before the first response. */
	readonly fastest: Duration | null;
	/** The average time of a response in ms; null before the first response. */
	readonly latency: Duration | null;
};

export function initialConcurrency(max: number): Concurrency {
	return {window: Math.min(max, minWindow), max, fastest: null, latency: null};
}

/** Widens the window if more requests are due than it allows (`isFull`), unless the responses have become slow. */
export function afterResponseTime(
	current: Concurrency,
	took: Duration,
	isFull: boolean,
): Concurrency {
	const {window, max} = current;
	const fastest = Math.min(took, (current.fastest ?? took) * 1.001);
	const latency = current.latency === null ? took : 0.9 * current.latency + 0.1 * took;
	const isSlow = latency > slowFactor * fastest + jitterMs;
	const change = isSlow ? -1 / window : isFull ? 2 / window : 0;
	const min = Math.min(max, minWindow);
	return {max, fastest, latency, window: Math.min(max, Math.max(min, window + change))};
}
