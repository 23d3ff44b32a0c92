import type {Duration} from '../core/time/clock.ts';

/** The rate limit of a simulated service: a token bucket, from which each request takes a token. */
export type RateLimit = {
	readonly perSecond: number;
	/** The capacity of the bucket; default: the tokens of one second, or of one portion. */
	readonly burst?: number;
	/** The bucket is refilled in portions this far apart, like a fixed window; default: continuously. */
	readonly portionMs?: Duration;
	/** Other rates from some time on, in ms since the service started, the earliest first. */
	readonly changes?: readonly {readonly from: Duration; readonly perSecond: number}[];
};

/** A bucket that had this many tokens at a time in ms since the service started. */
export type TokenBucket = {readonly tokens: number; readonly at: Duration};

/** The bucket after a request. `wait` is 0 if the request is accepted, or the ms until one would be. */
export type Admission = {readonly bucket: TokenBucket; readonly wait: Duration};

export const fullBucket: TokenBucket = {tokens: Infinity, at: 0};

export function rateAt({perSecond, changes = []}: RateLimit, now: Duration): number {
	return changes.findLast(({from}) => from <= now)?.perSecond ?? perSecond;
}

/** Takes a token for a request. A refused request takes none. */
export function admit({tokens, at}: TokenBucket, limit: RateLimit, now: Duration): Admission {
	const {portionMs = 0} = limit;
	const perMs = rateAt(limit, now) / 1000;
	const burst = limit.burst ?? perMs * Math.max(1000, portionMs);
	const refilledAt = (moment: Duration): Duration =>
		portionMs === 0 ? moment : Math.floor(moment / portionMs) * portionMs;
	const refilled = (refilledAt(now) - refilledAt(at)) * perMs;
	const available = Math.min(Math.max(1, burst), tokens + refilled);

	if (available >= 1) {
		return {bucket: {tokens: available - 1, at: now}, wait: 0};
	}

	const wait = portionMs === 0 ? (1 - available) / perMs : refilledAt(now) + portionMs - now;
	return {bucket: {tokens: available, at: now}, wait};
}
