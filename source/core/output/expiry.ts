import type {Instant} from '../time/clock.ts';

/** The maximum length of a signed link's query in characters. A link with a longer query counts as unsigned. */
const maxQueryLength = 16_384;
/** 2001-09-09 in Unix seconds. A smaller number is not a time; it may be a duration. */
const minUnixTime = 1_000_000_000;
/** 2100-01-01 in Unix seconds. A larger number may be a time in milliseconds. */
const maxUnixTime = 4_102_444_800;

/**
 * Returns the time, by the signer's clock, when a signed link expires. If the query contains several such times,
 * returns the earliest one. Returns null if it contains none, as in a link without a signature.
 */
export function expiryOf(address: URL): Instant | null {
	if (address.search.length > maxQueryLength) {
		return null;
	}

	// If a parameter is repeated, servers use the first value, and `Map` uses the last.
	const parameters = [...address.searchParams].toReversed();
	const query = new Map(parameters.map(([name, value]) => [name.toLowerCase(), value]));
	const ends = [
		// Unix seconds or milliseconds: this API, OSS, OBS, CloudFront, GCS and legacy S3.
		unixTime(query.get('expires')),
		unixTime(query.get('expire')),
		// Qiniu.
		query.has('token') ? unixTime(query.get('e')) : null,
		// Azure.
		query.has('sig') ? dateTime(query.get('se')) : null,
		// COS: `from;until`.
		unixTime(query.get('q-sign-time')?.split(';')[1]),
		...vendorExpiries(query),
	].filter(end => end !== null);
	return ends.length === 0 ? null : Math.min(...ends);
}

/**
 * Returns one item for each query parameter. For `X-Amz-Expires`, it is the time of expiry: `X-Amz-Date` plus the value
 * in seconds. The same holds for other vendors, like `X-Goog-Expires`. For any other parameter, the item is null.
 */
function vendorExpiries(query: ReadonlyMap<string, string>): ReadonlyArray<Instant | null> {
	return [...query].map(([name, value]) => {
		const vendor = /^x-([a-z]+)-expires$/.exec(name)?.[1];
		const signedAt = vendor === undefined ? null : basicTime(query.get(`x-${vendor}-date`));
		return signedAt === null || !/^\d{1,9}$/.test(value) ? null : signedAt + Number(value) * 1000;
	});
}

function unixTime(text: string | undefined): Instant | null {
	if (text === undefined || !/^\d{10,13}(?:\.\d+)?$/.test(text)) {
		return null;
	}

	const number = Number(text);
	const milliseconds = number > maxUnixTime ? number : number * 1000;
	return milliseconds >= minUnixTime * 1000 && milliseconds <= maxUnixTime * 1000
		? Math.floor(milliseconds)
		: null;
}

/** Parses ISO 8601 without separators, always in UTC: `20260508T100000Z`. */
function basicTime(text: string | undefined): Instant | null {
	return text === undefined || !/^\d{8}T\d{6}Z$/.test(text)
		? null
		: dateTime(text.replace(/^(....)(..)(..T..)(..)(..)/, '$1-$2-$3:$4:$5'));
}

/** Parses an RFC 3339 time. Azure may omit the time of day or the zone. The default is 00:00 UTC. */
function dateTime(text: string | undefined): Instant | null {
	const parts = /^(\d{4}-\d\d-\d\d)(?:T(\d\d:\d\d(?::\d\d(?:\.\d+)?)?)(Z|[+-]\d\d:\d\d)?)?$/.exec(
		text ?? '',
	);

	if (parts === null) {
		return null;
	}

	const [, day, time = '00:00', zone = 'Z'] = parts;
	const instant = Date.parse(`${day}T${time}${zone}`);
	return Number.isNaN(instant) ? null : instant;
}
