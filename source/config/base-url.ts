import {BlockList, isIP} from 'node:net';

/** Why an address cannot be the base URL of the API. */
export type BaseUrlFault = 'not-a-url' | 'scheme' | 'plain-http' | 'user-info' | 'query';

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');

/**
 * Parses and checks a base URL. The key is sent to it, so it must be https, or http to this machine itself. The check is
 * made on the parsed URL, because the URL parser normalizes other spellings of an address (`127.1`, `0x7f.1`, `2130706433`).
 */
export function readBaseUrl(text: string): URL | BaseUrlFault {
	const url = URL.parse(text);

	if (url === null) {
		return 'not-a-url';
	}

	if (url.protocol !== 'https:' && url.protocol !== 'http:') {
		return 'scheme';
	}

	if (url.username !== '' || url.password !== '') {
		return 'user-info';
	}

	if (/[?#]/.test(url.href)) {
		return 'query';
	}

	return url.protocol === 'http:' && !isLoopback(url.hostname) ? 'plain-http' : url;
}

/**
 * Whether a normalized host name is certainly this machine. `localhost.` and `a.localhost` are not, because a resolver may
 * ask a name server for them.
 */
export function isLoopback(hostname: string): boolean {
	if (hostname === 'localhost') {
		return true;
	}

	const address = hostname.replace(/^\[(.*)\]$/, '$1');
	const family = isIP(address);
	return family !== 0 && loopback.check(address, family === 4 ? 'ipv4' : 'ipv6');
}
