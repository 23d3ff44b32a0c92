import {BlockList, isIP} from 'node:net';
import {isLoopback} from './output/output-address.ts';
import {cleanName} from './text/sanitize.ts';
import type {SafeText} from './text/text.ts';

type ProxyFault = 'not-a-proxy' | 'socks';

/** Returns the proxy for the next connection; null for a direct one. It may change with the account. */
export type ProxyChoice = () => HttpProxy | null;

/** An HTTP proxy. The password is private, so that inspection and JSON do not show it. */
export class HttpProxy {
	/** Without user name and password, such as `http://127.0.0.1:7890`. */
	readonly address: SafeText;
	readonly hasPassword: boolean;
	readonly #authorization: string | null;
	readonly #noProxy: readonly NoProxyRule[];

	constructor({origin, username, password}: URL, noProxy: string) {
		this.address = cleanName(origin);
		this.hasPassword = password !== '';
		const login = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
		this.#authorization = login === ':' ? null : `Basic ${Buffer.from(login).toString('base64')}`;
		this.#noProxy = noProxy.split(/[\s,]+/).map(readRule);
	}

	/** Returns the value of the header `Proxy-Authorization`, a secret; null without a user name. */
	revealAuthorization(): string | null {
		return this.#authorization;
	}

	/** Returns whether connections to `target` use the proxy: only with https, and never to this machine. */
	serves({protocol, hostname, port}: URL): boolean {
		return (
			protocol === 'https:' &&
			!isThisMachine(hostname) &&
			!this.#noProxy.some(matches => matches(bareHost(hostname), port === '' ? '443' : port))
		);
	}
}

/**
 * Reads the address of a proxy, by default with http. `noProxy` lists the hosts without the proxy, like the variable
 * `NO_PROXY`: `*`, domains (with their subdomains), IP addresses and ranges like `10.0.0.0/8`, each also with a port.
 */
export function readProxy(text: string, noProxy = ''): HttpProxy | ProxyFault {
	if (isSocks(text)) {
		return 'socks';
	}

	const url = URL.parse(text.includes('://') ? text : `http://${text}`);

	// A path, query or fragment may be the rest of a password with special characters.
	if (url === null || !/^https?:/.test(url.protocol) || url.href !== new URL('/', url).href) {
		return 'not-a-proxy';
	}

	try {
		return new HttpProxy(url, noProxy);
	} catch {
		// The user name or the password has a % that is not one of an encoding.
		return 'not-a-proxy';
	}
}

export function isSocks(proxy: string): boolean {
	return /^socks\w*:/i.test(proxy.trim());
}

/** Also true for names that another resolver than the usual one may look up elsewhere, such as `a.localhost`. */
function isThisMachine(hostname: string): boolean {
	return isLoopback(hostname) || /^(?:(?:.+\.)?localhost\.?|0\.0\.0\.0|\[::\])$/.test(hostname);
}

type NoProxyRule = (host: string, port: string) => boolean;

function readRule(entry: string): NoProxyRule {
	// Does not match an IPv6 address without brackets, which has no port.
	const [, named = entry, onlyPort] = /^(\[[^\]]+\]|[^:]+)(?::(\d+))?$/.exec(entry) ?? [];
	const name = bareHost(named.toLowerCase().replace(/^\*?\./, ''));
	const range = rangeOf(name);
	return (host, port) =>
		(onlyPort === undefined || onlyPort === port) &&
		(name === '*' ||
			(isIP(host) === 0
				? host === name || host.endsWith(`.${name}`)
				: range?.check(host, familyOf(host)) === true));
}

/** Null if `text` is neither an IP address nor a range of them. */
function rangeOf(text: string): BlockList | null {
	const [address = '', bits] = text.split('/');
	const range = new BlockList();

	try {
		range.addSubnet(address, Number(bits ?? (isIP(address) === 4 ? 32 : 128)), familyOf(address));
		return bits === '' ? null : range;
	} catch {
		return null;
	}
}

function familyOf(address: string): 'ipv4' | 'ipv6' {
	return isIP(address) === 4 ? 'ipv4' : 'ipv6';
}

/** Removes the brackets of an IPv6 address, and the final dot of a name. */
function bareHost(hostname: string): string {
	return hostname.replace(/^\[(.*)\]$/, '$1').replace(/\.$/, '');
}
