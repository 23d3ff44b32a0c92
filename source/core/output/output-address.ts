import {expiryOf} from './expiry.ts';
import type {Output} from './output.ts';

/** Allows https, and http on this machine, without user name and password. */
export function isOpenable({protocol, hostname, username, password}: URL): boolean {
	const isSafe = protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname));
	return isSafe && username === '' && password === '';
}

/**
 * Identifies a file whose address gets a new signature with every response. Drops the query only if it is a signature,
 * since other queries, like `/view?filename=a.png`, name the file.
 */
export function addressId(address: URL): string {
	return expiryOf(address) === null ? address.href : `${address.origin}${address.pathname}`;
}

export function valueId({address, value}: Pick<Output, 'address' | 'value'>): string {
	return address === null ? value.exact : addressId(address);
}

/**
 * Whether the host name of a `URL` is certainly this machine. `URL` normalizes spellings like `0x7f.1`. `localhost.` and
 * `a.localhost` are not this machine, because a resolver may ask a name server for them.
 */
export function isLoopback(hostname: string): boolean {
	return /^(?:localhost|127(?:\.\d+){3}|\[::1\]|\[::ffff:7f[\da-f]{2}:[\da-f]+\])$/.test(hostname);
}
