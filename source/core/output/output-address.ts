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

/** `URL` has normalized other spellings, like `0x7f.1`. */
function isLoopback(hostname: string): boolean {
	return hostname === 'localhost' || hostname === '[::1]' || /^127(?:\.\d+){3}$/.test(hostname);
}
