import {lookup} from 'node:dns/promises';
import {isIP} from 'node:net';
import {openAgent} from '../../api/agent.ts';
import {ApiError} from '../../api/errors.ts';
import {createHttpClient, defaultLimits, type RunClient} from '../../api/http-client.ts';
import {toTransportError} from '../../api/transport-error.ts';
import type {HttpProxy} from '../../core/http-proxy.ts';
import {balanceSum} from '../../core/money/balance.ts';
import {cleanName} from '../../core/text/sanitize.ts';
import type {Clock, Duration} from '../../core/time/clock.ts';
import {isCertificateFault} from '../../core/transport-fault.ts';
import type {Messages} from '../../i18n/index.ts';
import {caution, fail, ok, open, type Check} from './report.ts';

type NetworkOptions = {
	readonly baseUrl: URL;
	/** The API key for the test request; null if no key was found. Without a key no request is sent. */
	readonly apiKey: string | null;
	readonly proxy: HttpProxy | null;
	/** Where the proxy is set, such as `HTTPS_PROXY`. */
	readonly proxyFrom: string;
	readonly clock: Clock;
	readonly messages: Messages;
};

/**
 * In milliseconds. `doctor` warns if the clocks of this machine and of the service differ by more than this, because
 * displayed times are then visibly wrong.
 */
const maxSkew: Duration = 30_000;

/**
 * Checks the name of the host, the proxy, whether the API responds and refuses requests, the balance, and the clock. The
 * result contains a failed check of the certificate only if that makes the test request fail.
 */
export async function networkChecks(options: NetworkOptions): Promise<readonly Check[]> {
	const name = await nameCheck(options);
	const proxy = await proxyCheck(options);
	return [name, proxy, ...(await reachChecks(options, proxy.state !== 'fail'))];
}

async function proxyCheck(options: NetworkOptions): Promise<Check> {
	const {proxy, proxyFrom, baseUrl, clock, messages} = options;
	const words = messages.doctor;
	const host = cleanName(baseUrl.host);

	if (proxy === null) {
		return ok('proxy', words.proxy);
	}

	const set = words.proxySet(proxy.address, proxyFrom);

	if (!proxy.serves(baseUrl)) {
		return ok('proxy', words.proxyUnused(set, host));
	}

	const since = clock.monotonic();
	const {connect, headers, idle} = defaultLimits;
	const timeouts = {connectTimeout: connect, headersTimeout: headers, bodyTimeout: idle};
	const agent = openAgent({proxy, ...timeouts});

	try {
		// Any response shows that the proxy opens a tunnel. The request has no key.
		await agent.request({origin: baseUrl.origin, path: '/', method: 'HEAD'});
		return ok('proxy', words.tunnel(set, host, elapsed(clock, since)));
	} catch (error) {
		const failure = toTransportError(error, text => text, proxy.address);

		if (!(failure instanceof ApiError)) {
			throw failure;
		}

		const why = messages.problem.sentence(failure.toProblem(clock.now()));
		return fail('proxy', words.noTunnel(why, proxyFrom));
	} finally {
		void agent.destroy();
	}
}

async function nameCheck({baseUrl, proxy, clock, messages}: NetworkOptions): Promise<Check> {
	const words = messages.doctor;
	const host = baseUrl.hostname.replace(/^\[(.*)\]$/, '$1');
	const shown = cleanName(host);

	if (isIP(host) !== 0) {
		return ok('name', words.isAddress(shown));
	}

	if (proxy?.serves(baseUrl) === true) {
		return open('name', words.nameByProxy(shown));
	}

	const since = clock.monotonic();

	try {
		const found = await lookup(host, {all: true});
		const addresses = found.slice(0, 3).map(({address}) => address);
		return ok('name', words.name(shown, addresses, elapsed(clock, since)));
	} catch (error) {
		const {code, message} = error as NodeJS.ErrnoException;
		return fail('name', words.noName(shown, cleanName(code ?? message)));
	}
}

async function reachChecks(
	options: NetworkOptions,
	isReachable: boolean,
): Promise<readonly Check[]> {
	const {baseUrl, apiKey, proxy, clock, messages} = options;
	const words = messages.doctor;

	if (apiKey === null || !isReachable) {
		const says = apiKey === null ? words.noKeyNoReach : words.noTunnelNoReach;
		return [
			...(['reach', 'limit', 'balance'] as const).map(id => open(id, says)),
			open('clock', words.noClock),
		];
	}

	let skew: Duration | null = null;
	const client = createHttpClient({
		baseUrl,
		apiKey,
		concurrency: 1,
		clock,
		proxy,
		onServerDate(time) {
			skew = clock.now() - time;
		},
	});
	const since = clock.monotonic();

	try {
		const {total} = await client.list({page: 1, pageSize: 1}, new AbortController().signal);
		const says = words.reach(cleanName(baseUrl.origin), total, elapsed(clock, since));
		return [
			ok('reach', says),
			ok('limit', words.limit),
			await balanceCheck(client, messages),
			clockCheck(skew, messages),
		];
	} catch (error) {
		if (!(error instanceof ApiError)) {
			throw error;
		}

		if (error.kind === 'rate-limit') {
			const reached = words.reachedOnly(cleanName(baseUrl.origin), elapsed(clock, since));
			return [
				open('reach', reached),
				caution('limit', words.limited(error.retryAfter)),
				open('balance', words.requestFailed),
				clockCheck(skew, messages),
			];
		}

		// The check reads the run list.
		const says = messages.problem.ofList(error.toProblem(clock.now()));
		return [
			fail('reach', says),
			open('limit', words.requestFailed),
			open('balance', words.requestFailed),
			clockCheck(skew, messages),
			...(isCertificateFault(error.detail) ? [fail('certificates', says)] : []),
		];
	} finally {
		await client.close();
	}
}

async function balanceCheck(
	client: Pick<RunClient, 'balance'>,
	{doctor: words}: Messages,
): Promise<Check> {
	try {
		const balance = await client.balance(new AbortController().signal);
		return ok('balance', words.balance({...balance, sum: balanceSum(balance)}));
	} catch (error) {
		if (!(error instanceof ApiError)) {
			throw error;
		}

		const isForbidden = error.kind === 'forbidden' || error.kind === 'not-found';
		return open('balance', isForbidden ? words.noBalance : words.requestFailed);
	}
}

/** `skew`: how far this machine's clock is ahead of the service's; null if the service did not respond. */
function clockCheck(skew: Duration | null, {doctor: words}: Messages): Check {
	if (skew === null) {
		return open('clock', words.noClock);
	}

	const seconds = Math.ceil(Math.abs(skew) / 1000);
	return Math.abs(skew) <= maxSkew
		? ok('clock', words.clock(Math.max(1, seconds)))
		: caution('clock', words.clockOff(seconds, skew > 0));
}

function elapsed(clock: Clock, since: Duration): number {
	return Math.round(clock.monotonic() - since);
}
