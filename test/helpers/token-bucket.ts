import type {RequestLimit} from './script.ts';

/**
 * The limit of a service that grants so many requests a second, and as many at once; the rate can change. Says when the
 * next request is granted.
 */
export function createTokenBucket(rateAt: (elapsed: number) => number): RequestLimit {
	let bucket = {tokens: rateAt(0), at: 0};

	return elapsed => {
		const rate = rateAt(elapsed);
		const tokens = Math.min(rate, bucket.tokens + ((elapsed - bucket.at) / 1000) * rate);
		const isGranted = tokens >= 1;
		bucket = {tokens: isGranted ? tokens - 1 : tokens, at: elapsed};
		return isGranted ? null : {retryAfterSec: Math.ceil((1 - tokens) / rate)};
	};
}
