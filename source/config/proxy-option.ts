import {HttpProxy, isSocks, readProxy} from '../core/http-proxy.ts';
import type {Environment} from '../terminal/environment.ts';
import {UsageError} from './usage-error.ts';

/** In the order of precedence, and of each the name in lower case first, as in curl. */
const variables = ['https_proxy', 'all_proxy', 'http_proxy'];

/** The value of the option and the setting for a direct connection. */
export const noProxy = 'none';

/**
 * Returns the name of the variable that sets the proxy. A SOCKS proxy is skipped if another variable names an HTTP proxy,
 * because instructions often set both.
 */
export function proxyVariable(env: Environment): string | undefined {
	const set = variables
		.flatMap(name => [name, name.toUpperCase()])
		.filter(name => (env[name] ?? '').trim() !== '');
	return set.find(name => !isSocks(env[name] ?? '')) ?? set[0];
}

/**
 * Returns the proxy; null for direct connections. `from`: the option, setting or variable with `text`. The message of
 * the `UsageError` does not contain `text`, because of the password.
 */
export function parseProxy(
	text: string | undefined,
	from: string,
	baseUrl: URL,
	env: Environment,
): HttpProxy | null {
	if (text === undefined || text === noProxy) {
		return null;
	}

	const proxy = readProxy(text, noProxyOf(env));

	if (proxy === 'socks' && from in env && !isServedByProxy(baseUrl, env)) {
		return null;
	}

	if (!(proxy instanceof HttpProxy)) {
		throw new UsageError(({usage}) => usage.proxyErrors[proxy](from));
	}

	if (proxy.hasPassword && from === '--proxy') {
		throw new UsageError(({usage}) => usage.proxyErrors.password);
	}

	return proxy;
}

function isServedByProxy(url: URL, env: Environment): boolean {
	return new HttpProxy(new URL('http://localhost'), noProxyOf(env)).serves(url);
}

function noProxyOf(env: Environment): string {
	return env['no_proxy'] ?? env['NO_PROXY'] ?? '';
}
