import type {Instant} from '../time/clock.ts';
import {kindOfName} from './kinds.ts';
import type {Output} from './output.ts';

/** Reports whether an address has https or http, and no user name, which can look like the host: `https://bank.example@evil.example`. */
export function isWebAddress({protocol, username, password}: URL): boolean {
	return (protocol === 'https:' || protocol === 'http:') && username === '' && password === '';
}

/** Reports whether an address may be opened: with http, only on this machine. */
export function isOpenable(address: URL): boolean {
	const isSafe = address.protocol === 'https:' || isLoopback(address.hostname);
	return isSafe && isWebAddress(address);
}

/** Returns an id of the file at an address: without the query of a signed link, because its signature changes. */
export function addressId(address: URL): string {
	return expiryOf(address) === null ? address.href : `${address.origin}${address.pathname}`;
}

/** Returns an id of the value of an output, which stays the same if only the signature of a link changes. */
export function valueId({address, value}: Pick<Output, 'address' | 'value'>): string {
	return address === null ? value.exact : addressId(address);
}

/** Reports whether the host name of a `URL`, which has normalized spellings like `0x7f.1`, is certainly this machine. */
export function isLoopback(hostname: string): boolean {
	return /^(?:localhost|127(?:\.\d+){3}|\[::1\]|\[::ffff:7f[\da-f]{2}:[\da-f]+\])$/.test(hostname);
}

/** Last parts of paths that say nothing about the file. */
const emptyName = /^(?:content|view|download|file|image)?$/i;

/**
 * Returns the file name in an address: the query parameter `filename`, or else the last part of the path, or the part before
 * it in an address like `/a.png/download`; null if there is none.
 */
export function addressName(address: URL): string | null {
	const named = lastPart(address.searchParams.get('filename') ?? '');
	const parent = parentName(address);
	const names = [
		named,
		decoded(lastPart(address.pathname)),
		parent !== null && kindOfName(parent) !== null ? parent : '',
	];
	return names.find(name => !emptyName.test(name)) ?? null;
}

/** Returns the last part but one of the path of an address; null if it says nothing. */
export function parentName({pathname}: URL): string | null {
	const name = decoded(pathname.split('/').at(-2) ?? '');
	return emptyName.test(name) ? null : name;
}

function lastPart(path: string): string {
	return path.slice(path.lastIndexOf('/') + 1);
}

function decoded(part: string): string {
	try {
		return decodeURIComponent(part);
	} catch {
		return part;
	}
}

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

/** Returns the link to a file in newer outputs of its run; null if it is the known link, or there is none. */
export function newLink(outputs: readonly Output[], {key, address}: Output): URL | null {
	const link = outputs.find(one => one.key.exact === key.exact)?.address ?? null;
	return link?.href === address?.href ? null : link;
}
