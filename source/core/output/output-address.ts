import {expiryOf} from './expiry.ts';
import type {Output} from './output.ts';

/** Whether an address may be fetched or opened: https, or http on this machine, without a user's name in it. */
export function isOpenable({protocol, hostname, username, password}: URL): boolean {
	const isSafe = protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname));
	return isSafe && username === '' && password === '';
}

/**
 * What an address is known by: a file that is signed anew with every answer stays the same file. Only a query that is a
 * signature is left out, as others, like `/view?filename=a.png`, name the file.
 */
export function addressId(address: URL): string {
	return expiryOf(address) === null ? address.href : `${address.origin}${address.pathname}`;
}

/** Tells whether an output has changed: a text by its words, a file by its `addressId`. */
export function valueId({address, value}: Pick<Output, 'address' | 'value'>): string {
	return address === null ? value.exact : addressId(address);
}

/** `URL` has already turned every other spelling of these, like `0x7f.1`, into one of them. */
function isLoopback(hostname: string): boolean {
	return hostname === 'localhost' || hostname === '[::1]' || /^127(?:\.\d+){3}$/.test(hostname);
}
