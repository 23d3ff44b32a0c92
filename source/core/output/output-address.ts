import {expiryOf} from './expiry.ts';
import type {Output} from './output.ts';

/** Reports whether an address uses https, or http to this machine, without a user name and password. */
export function isOpenable({protocol, hostname, username, password}: URL): boolean {
	const isSafe = protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname));
	return isSafe && username === '' && password === '';
}

/**
 * Returns an id of a file that stays the same when the address gets a new signature. Removes the query only if it is a
 * signature, since another query can be part of the file's name, like `/view?filename=a.png`.
 */
export function addressId(address: URL): string {
	return expiryOf(address) === null ? address.href : `${address.origin}${address.pathname}`;
}

export function valueId({address, value}: Pick<Output, 'address' | 'value'>): string {
	return address === null ? value.exact : addressId(address);
}

/**
 * Reports whether the host name of a `URL` is certainly this machine. `URL` has already normalized spellings like
 * `0x7f.1`. The result is false for `localhost.` and `a.localhost`, because a resolver may ask a name server for them.
 */
export function isLoopback(hostname: string): boolean {
	return /^(?:localhost|127(?:\.\d+){3}|\[::1\]|\[::ffff:7f[\da-f]{2}:[\da-f]+\])$/.test(hostname);
}
