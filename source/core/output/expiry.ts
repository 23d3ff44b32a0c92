import type {Instant} from '../time/clock.ts';

/**
 * Returns the time, by the signer's clock, when a signed link expires, in the formats of this API and of the usual object
 * stores. If the query contains several such times, returns the earliest one. Returns null for a link without a signature.
 */
export function expiryOf(address: URL): Instant | null {
	const query = new Map(
		[...address.searchParams].map(([name, value]) => [name.toLowerCase(), value]),
	);
	const ends = [
		// This API, OSS, OBS, CloudFront and GCS.
		unixTime(query.get('expires')),
		// Qiniu.
		query.has('token') ? unixTime(query.get('e')) : null,
		// COS: `from;until`.
		unixTime(query.get('q-sign-time')?.split(';')[1]),
		...[...query].map(([name, seconds]) => {
			// S3, and others with a name of their own: `X-Amz-Date` plus `X-Amz-Expires`, which is a number of seconds.
			const vendor = /^x-([a-z]+)-expires$/.exec(name)?.[1];
			const signedAt = basicTime(query.get(`x-${vendor}-date`));
			return signedAt === null || !/^\d{1,9}$/.test(seconds)
				? null
				: signedAt + 1000 * Number(seconds);
		}),
	].filter(end => end !== null);
	return ends.length === 0 ? null : Math.min(...ends);
}

/** Parses Unix seconds or milliseconds. A number of another length is no time; it may be a duration. */
function unixTime(text = ''): Instant | null {
	return /^\d{10}(?:\d{3})?$/.test(text) ? Number(text.padEnd(13, '0')) : null;
}

/** Parses ISO 8601 without separators, always in UTC: `20260508T100000Z`. */
function basicTime(text = ''): Instant | null {
	const instant = /^\d{8}T\d{6}Z$/.test(text)
		? Date.parse(text.replace(/^(....)(..)(..T..)(..)(..)/, '$1-$2-$3:$4:$5'))
		: NaN;
	return Number.isNaN(instant) ? null : instant;
}
