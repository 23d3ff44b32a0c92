import {HttpProxy, isSocks, readProxy} from '../core/http-proxy.ts';
import {isLoopback} from '../core/output/output-address.ts';
import type {Environment} from '../terminal/platform.ts';
import {UsageError} from './usage-error.ts';

/**
 * Accepts https, and for a loopback address also http: over http to another machine, others could read the API key. Checks
 * the parsed URL, because the parser normalizes unusual forms of an IP address (`127.1`, `0x7f.1`, `2130706433`). Null for
 * any other text.
 */
export function readBaseUrl(text: string): URL | null {
	const url = URL.parse(text);
	const isSafe =
		url?.protocol === 'https:' || (url?.protocol === 'http:' && isLoopback(url.hostname));
	return isSafe && url.username === '' && url.password === '' && !/[?#]/.test(url.href)
		? url
		: null;
}

/** `source`: the option or variable with the text, which is not in the message: it can contain a password or a token. */
export function parseBaseUrl(text: string, source: string): URL {
	return readBaseUrl(text) ?? refuse(source, 'baseUrl');
}

/** The value of the option and the setting for a direct connection. */
export const noProxy = 'none';

/**
 * Returns the name of the variable that sets the proxy: the more specific one, in lower case first, as in curl. A SOCKS proxy
 * is skipped if another variable names an HTTP proxy, because instructions often set both.
 */
export function proxyVariable(env: Environment): string | undefined {
	const set = ['https_proxy', 'all_proxy', 'http_proxy']
		.flatMap(name => [name, name.toUpperCase()])
		.filter(name => (env[name] ?? '').trim() !== '');
	return set.find(name => !isSocks(env[name] ?? '')) ?? set[0];
}

/** Returns the proxy; null for direct connections. `source`: the option, setting or variable with the text. */
export function parseProxy(
	text: string | undefined,
	source: string,
	baseUrl: URL,
	env: Environment,
): HttpProxy | null {
	if (text === undefined || text === noProxy) {
		return null;
	}

	const noProxyHosts = env['no_proxy'] ?? env['NO_PROXY'] ?? '';
	const proxy = readProxy(text, noProxyHosts);
	const isDirect = !new HttpProxy(new URL('http://localhost'), noProxyHosts).serves(baseUrl);

	// A variable of other programs, which this one does not need.
	if (proxy === 'socks' && source in env && isDirect) {
		return null;
	}

	if (proxy instanceof HttpProxy && proxy.hasPassword && source === '--proxy') {
		throw new UsageError(({usage}) => usage.errors.proxyPassword);
	}

	return proxy instanceof HttpProxy ? proxy : refuse(source, 'proxy');
}

function refuse(source: string, expected: 'baseUrl' | 'proxy'): never {
	throw new UsageError(({usage: {errors}}) =>
		errors.invalidValue(source, null, errors.expects[expected]),
	);
}
