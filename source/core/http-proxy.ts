import {isLoopback} from './output/output-address.ts';
import {cleanName, type SafeText} from './text/sanitize.ts';

/** An HTTP proxy. The password is private, so that inspection and JSON do not show it. */
export class HttpProxy {
	/** Without user name and password, such as `http://127.0.0.1:7890`. */
	readonly address: SafeText;
	readonly hasPassword: boolean;
	readonly #authorization: string | null;
	readonly #noProxy: string;

	constructor({origin, username, password}: URL, noProxy: string) {
		this.address = cleanName(origin);
		this.hasPassword = password !== '';
		const login = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
		this.#authorization = login === ':' ? null : `Basic ${Buffer.from(login).toString('base64')}`;
		this.#noProxy = noProxy;
	}

	/** Returns the value of the header `Proxy-Authorization`, a secret; null without a user name. */
	revealAuthorization(): string | null {
		return this.#authorization;
	}

	/** Returns whether connections to `target` use the proxy: only with https, and never to this machine. */
	serves(target: URL): boolean {
		return target.protocol === 'https:' && !isDirect(target, this.#noProxy);
	}
}

/** Reads the address of a proxy, by default with http; null if it is none. `noProxy`: the value of `NO_PROXY`. */
export function readProxy(text: string, noProxy = ''): HttpProxy | null {
	const url = URL.parse(text.includes('://') ? text : `http://${text}`);

	// A path, query or fragment may be the rest of a password with special characters.
	if (url === null || !/^https?:/.test(url.protocol) || url.href !== new URL('/', url).href) {
		return null;
	}

	try {
		return new HttpProxy(url, noProxy);
	} catch {
		// The user name or the password has a `%` that is not part of an encoding.
		return null;
	}
}

/**
 * Returns whether an https address is that of this machine, or one of a host in `NO_PROXY`: `*`, IP addresses, and domains
 * with their subdomains, each also with a port.
 */
function isDirect({hostname, port}: URL, noProxy: string): boolean {
	const host = hostname.replace(/^\[(.*)\]$|\.$/, '$1');
	const names = [host, `${hostname.replace(/\.$/, '')}:${port || '443'}`];
	const entries = noProxy.toLowerCase().split(/[\s,]+/);
	return (
		isThisMachine(hostname) ||
		entries
			.filter(entry => entry !== '')
			.map(entry => entry.replace(/^\*?\.|^\[([^\]]*)\]$/, '$1'))
			.some(entry => entry === '*' || names.some(name => `.${name}`.endsWith(`.${entry}`)))
	);
}

/** Whether a host is this machine, also by a name like `a.localhost`, which an unusual resolver may find elsewhere. */
function isThisMachine(hostname: string): boolean {
	return isLoopback(hostname) || /^(?:(?:.+\.)?localhost\.?|0\.0\.0\.0|\[::\])$/.test(hostname);
}
