import {expiryOf} from './expiry.ts';
import type {Output} from './output.ts';

/** https, or http on this machine; without a user name. */
export function isOpenable({protocol, hostname, username, password}: URL): boolean {
	const isSafe = protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname));
	return isSafe && username === '' && password === '';
}

/**
 * Identifies a file whose address is signed again with every response: the query is dropped only if it is a
 * signature, since others, like `/view?filename=a.png`, name the file.
 */
export function addressId(address: URL): string {
	return expiryOf(address) === null ? address.href : `${address.origin}${address.pathname}`;
}

/** Changes when an output does: the text, or the file's `addressId`. */
export function valueId({address, value}: Pick<Output, 'address' | 'value'>): string {
	return address === null ? value.exact : addressId(address);
}

/** `URL` normalizes other spellings, like `0x7f.1`. */
function isLoopback(hostname: string): boolean {
	return hostname === 'localhost' || hostname === '[::1]' || /^127(?:\.\d+){3}$/.test(hostname);
}
