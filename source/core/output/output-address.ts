import {expiryOf} from './expiry.ts';
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

export function valueId({address, value}: Pick<Output, 'address' | 'value'>): string {
	return address === null ? value.exact : addressId(address);
}

/** Reports whether the host name of a `URL`, which has normalized spellings like `0x7f.1`, is certainly this machine. */
export function isLoopback(hostname: string): boolean {
	return /^(?:localhost|127(?:\.\d+){3}|\[::1\]|\[::ffff:7f[\da-f]{2}:[\da-f]+\])$/.test(hostname);
}

/** Returns the file name in an address: the query parameter `filename`, or else the last path segment; null if it is empty. */
export function addressName(address: URL): string | null {
	const named = address.searchParams.get('filename') ?? '';
	const name = named === '' ? decoded(lastPart(address.pathname)) : lastPart(named);
	return name === '' ? null : name;
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
