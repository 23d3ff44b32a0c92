import type {RequestLimit} from '../../source/demo/index.ts';

/** The limit of a service that grants so many requests a second, and as many at once. Says when the next one is granted. */
export function createTokenBucket(perSecond: number): RequestLimit {
	let bucket = {tokens: perSecond, at: 0};

	return now => {
		const tokens = Math.min(perSecond, bucket.tokens + ((now - bucket.at) / 1000) * perSecond);
		const isGranted = tokens >= 1;
		bucket = {tokens: isGranted ? tokens - 1 : tokens, at: now};
		return isGranted ? null : {retryAfterSec: Math.ceil((1 - tokens) / perSecond)};
	};
}
