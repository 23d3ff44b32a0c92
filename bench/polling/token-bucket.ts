import type {Duration} from '../../source/core/time/clock.ts';
import type {RequestLimit} from '../../source/demo/index.ts';

/** The rate limit of a simulated service: a token bucket, from which each request takes a token. */
export type ServiceLimit = {
	readonly perSecond: number;
	/** The capacity of the bucket; default: the tokens of one second, or of one portion. */
	readonly burst?: number;
	/** The bucket is refilled in portions this far apart, like a fixed window; default: continuously. */
	readonly portionMs?: Duration;
	/** Other rates from some time on, in ms since the service started, the earliest first. */
	readonly changes?: readonly {readonly from: Duration; readonly perSecond: number}[];
	/** Whether a refusal has the header `Retry-After`, in whole seconds; default: `seconds`. */
	readonly retryAfter?: 'seconds' | 'none';
};

/** A bucket that had this many tokens at a time in ms since the service started. */
type BucketState = {readonly tokens: number; readonly at: Duration};

export function createTokenBucket(limit: ServiceLimit): RequestLimit {
	let bucket: BucketState = {tokens: Infinity, at: 0};

	return now => {
		bucket = refilled(bucket, limit, now);

		if (bucket.tokens >= 1) {
			bucket = {tokens: bucket.tokens - 1, at: now};
			return null;
		}

		const retryAfterSec =
			limit.retryAfter === 'none' ? null : Math.ceil(msUntilToken(bucket, limit) / 1000);
		return {retryAfterSec};
	};
}

export function allowedRateAt({perSecond, changes = []}: ServiceLimit, now: Duration): number {
	return changes.findLast(({from}) => from <= now)?.perSecond ?? perSecond;
}

function refilled(bucket: BucketState, limit: ServiceLimit, now: Duration): BucketState {
	const {portionMs = 0} = limit;
	const perMs = allowedRateAt(limit, now) / 1000;
	const burst = Math.max(1, limit.burst ?? perMs * Math.max(1000, portionMs));
	const refilledMs = refilledAt(limit, now) - refilledAt(limit, bucket.at);
	return {tokens: Math.min(burst, bucket.tokens + refilledMs * perMs), at: now};
}

/** Returns the time of the last refill. */
function refilledAt({portionMs = 0}: ServiceLimit, now: Duration): Duration {
	return portionMs === 0 ? now : Math.floor(now / portionMs) * portionMs;
}

function msUntilToken({tokens, at}: BucketState, limit: ServiceLimit): Duration {
	const {portionMs = 0} = limit;
	const missingMs = ((1 - tokens) / allowedRateAt(limit, at)) * 1000;
	return portionMs === 0
		? missingMs
		: refilledAt(limit, at) + Math.ceil(missingMs / portionMs) * portionMs - at;
}
