import {readProxy, type HttpProxy} from '../core/http-proxy.ts';
import {compareMoney, noMoney, parseMoney, type Money} from '../core/money/money.ts';
import {isLoopback} from '../core/output/output-address.ts';
import type {Duration} from '../core/time/clock.ts';
import {hourMs, parseDecimal, parseDuration} from '../core/time/duration.ts';
import {unknownVariable} from '../features/own-commands/index.ts';
import type {Environment} from '../terminal/platform.ts';
import {splitCommand} from '../terminal/shell-words.ts';
import {readValue, UsageError} from './usage-error.ts';

/** The most requests in flight at once, and the default. */
export const maxConcurrency = 32;
/** The maximum of `--timeout` in milliseconds. Node fires timers of more than 24.8 days immediately. */
const maxTimeout: Duration = 500 * hourMs;

// Each parser below returns null for an invalid value.

/** Parses the speed of a replay, as a multiple of real time. Returns `Infinity` for `max`. */
export function parseSpeed(text: string): number | null {
	return text === 'max' ? Infinity : parseDecimal(text, 0.1, 1000);
}

export function parseTimeout(text: string): Duration | null {
	const timeout = parseDuration(text);
	return timeout === null || timeout <= 0 || timeout > maxTimeout ? null : timeout;
}

export function parseAmount(text: string): Money | null {
	const amount = /^\d+(\.\d+)?$/.test(text) ? parseMoney(text) : null;
	return amount === null || compareMoney(amount, noMoney) <= 0 ? null : amount;
}

/** Parses an amount in CNY for the whole session, or for each day (`20/day`). */
export function parseBudget(text: string): {amount: Money; isDaily: boolean} | null {
	const daily = /\/(?:day|天|日)$/i;
	const amount = parseAmount(text.replace(daily, ''));
	return amount === null ? null : {amount, isDaily: daily.test(text)};
}

/** Parses `PORT` or `HOST:PORT`; an IPv6 address stands in brackets. The default host is a loopback address. */
export function parseListenAddress(text: string): {host: string; port: number} | null {
	const [, host, ipv6, digits] = /^(?:([\w.-]+|\[([\da-f:.]+)\]):)?(\d{1,5})$/i.exec(text) ?? [];
	const port = Number(digits ?? Number.NaN);
	return port <= 65_535 ? {host: ipv6 ?? host ?? '127.0.0.1', port} : null;
}

/** Splits a command like a shell, without running one. Its variables must be those of a user's own command. */
export function parseCommand(text: string): readonly string[] | null {
	const argv = splitCommand(text);
	return argv === null || !argv[0] || unknownVariable(argv) !== null ? null : argv;
}

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

/** The value of the option and the setting for a direct connection. */
export const noProxy = 'none';

/**
 * Returns the name of the variable that sets the proxy: the more specific one, in lower case first, as in curl. A SOCKS proxy
 * is skipped if another variable names an HTTP proxy, because instructions often set both.
 */
export function proxyVariable(env: Environment): string | undefined {
	const valueOf = (name: string) => (env[name] ?? '').trim();
	const set = ['https_proxy', 'all_proxy', 'http_proxy']
		.flatMap(name => [name, name.toUpperCase()])
		.filter(name => valueOf(name) !== '');
	return set.find(name => !/^socks/i.test(valueOf(name))) ?? set[0];
}

/** Returns the proxy; null for direct connections. `source`: the option, setting or variable with the text. */
export function parseProxy(
	text: string | undefined,
	source: string,
	env: Environment,
): HttpProxy | null {
	if (text === undefined || text === noProxy) {
		return null;
	}

	const noProxyHosts = env['no_proxy'] ?? env['NO_PROXY'];
	const proxy = readValue(source, text, typed => readProxy(typed, noProxyHosts), 'proxy');

	if (proxy.hasPassword && source === '--proxy') {
		throw new UsageError(({usage}) => usage.errors.proxyPassword);
	}

	return proxy;
}
