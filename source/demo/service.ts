import {once} from 'node:events';
import {
	createServer,
	type IncomingHttpHeaders,
	type IncomingMessage,
	type ServerResponse,
} from 'node:http';
import type {AddressInfo} from 'node:net';
import type {Clock, Instant} from '../core/time/clock.ts';
import {account} from './account.ts';
import {createRun, type DemoRun} from './execution.ts';
import {openFolder, respondMedia} from './media.ts';
import {apiRoot, balancePath, executionPath, respondApi, respondBalance} from './respond-api.ts';
import {refusal, tooManyRequests, type DemoResponse} from './response.ts';
import type {Fault, FaultRule, Scenario} from './script.ts';
import {delay, send, sendWithFault} from './send.ts';

export type DemoRequest = {
	readonly method: string;
	readonly path: string;
	readonly headers: IncomingHttpHeaders;
};

export type DemoOptions = {
	/** The runs that the service simulates; default: `account()`. */
	readonly scenario?: Scenario;
	/** The clock that determines the progress of the runs and delays responses. */
	readonly clock: Clock;
	/** The only valid API key. If undefined, every key is valid. */
	readonly apiKey?: string;
	/** The port of the service; default: 0, which selects a free port. */
	readonly port?: number;
	readonly onRequest?: (request: DemoRequest) => void;
	/** Called with a request, the same object as for `onRequest`, when its whole response is sent. */
	readonly onResponse?: (request: DemoRequest, status: number) => void;
};

export type DemoService = {
	/** The origin of the service, for example `http://127.0.0.1:49152/`. */
	readonly origin: URL;
	/** The time on the service's clock when it started. */
	readonly startedAt: Instant;
	/** The ids of `Scenario.runs`. */
	readonly runOrderIds: readonly string[];
	/** Responds to a request without HTTP. `path` begins behind `/workflow/`. Returns the field `data`. */
	dataOf(path: string): unknown;
	close(): Promise<void>;
};

/** How long an idle connection stays open, in ms. As with real services, this is longer than a poll interval. */
const keepAliveMs = 75_000;

/** Implements the documented API on 127.0.0.1 with simulated runs. Rejects if it cannot listen on the port. */
export async function startDemoService(options: DemoOptions): Promise<DemoService> {
	const {scenario = account(), clock, apiKey, port = 0, onRequest, onResponse} = options;
	const clockStart = clock.now();
	const epoch = scenario.epoch ?? clockStart;
	const serviceClock = {
		now: () => epoch + clock.now() - clockStart,
		after: (ms: number, callback: () => void) => clock.after(ms, callback),
	};
	const runs = scenario.runs
		.map(script => createRun(script, epoch))
		.sort((a, b) => b.createdAt - a.createdAt);
	let earlierRuns: readonly DemoRun[] | null = null;
	const earlier = () => {
		earlierRuns ??= (scenario.earlierRuns?.(epoch) ?? []).map(script => createRun(script, epoch));
		return earlierRuns;
	};
	const refuse = scenario.limit?.() ?? (() => null);
	const faults = createFaults(scenario.faults);
	const runFaults = new Map(scenario.runs.map(run => [run.id, createFaults(run.faults)]));

	const server = createServer({keepAliveTimeout: keepAliveMs}, (incoming, response) => {
		const {method = '', url: path = '', headers} = incoming;
		const request = {method, path, headers};
		onRequest?.(request);
		response.once('finish', () => onResponse?.(request, response.statusCode));
		void respond(incoming, response);
	});
	server.listen(port, '127.0.0.1');
	await once(server, 'listening');
	const {port: boundPort} = server.address() as AddressInfo;

	function respondNow(url: URL): DemoResponse {
		const now = serviceClock.now();
		const current = runs.filter(({createdAt}) => createdAt <= now);
		return respondApi({current, earlier}, url, now);
	}

	async function respond(
		{method, url: path = '', headers}: IncomingMessage,
		response: ServerResponse,
	): Promise<void> {
		// The URL has the host of the request, because addresses of outputs are built from its origin.
		const url = URL.parse(`http://${headers.host ?? ''}${path}`);
		const respondWith = async (reply: DemoResponse) => send(response, reply, serviceClock);

		if (url === null) {
			return respondWith(refusal(400, '请求地址错误'));
		}

		if (method !== 'GET') {
			response.setHeader('allow', 'GET');
			return respondWith(refusal(405, '只允许 GET 请求'));
		}

		if (url.pathname.startsWith(openFolder)) {
			return respondWith(respondMedia(url, headers, serviceClock.now()));
		}

		if (!isGoodKey(headers.authorization, apiKey)) {
			return respondWith(refusal(401, 'API Key 无效、已过期或已停用'));
		}

		if (scenario.latency !== undefined) {
			await delay(response, scenario.latency, serviceClock);
		}

		const refused = refuse(clock.now() - clockStart);

		if (refused !== null) {
			return respondWith(tooManyRequests(refused.retryAfterSec));
		}

		if (url.pathname === balancePath) {
			return respondWith(respondBalance(scenario.balance, runs, epoch, serviceClock.now()));
		}

		const reply = () => respondNow(url);
		const fault = nextFault(url);
		return fault === null
			? respondWith(reply())
			: sendWithFault(response, fault, reply, serviceClock);
	}

	/**
	 * Returns the fault of a request; null if it has none. The rules of the scenario apply to all requests, the rules
	 * of a run only to requests for its execution. If both have a fault, returns that of the scenario, but also counts
	 * the request for the run.
	 */
	function nextFault({pathname, searchParams}: URL): Fault | null {
		const requested = pathname === executionPath ? searchParams.get('run_order_id') : null;
		const elapsed = clock.now() - clockStart;
		const common = faults(elapsed);
		const own = runFaults.get(requested ?? '')?.(elapsed);
		return common ?? own ?? null;
	}

	const origin = new URL(`http://127.0.0.1:${boundPort}`);
	return {
		origin,
		startedAt: epoch,
		runOrderIds: scenario.runs.map(({id}) => id),
		dataOf(path) {
			const {body} = respondNow(new URL(`${apiRoot}/${path}`, origin));
			return (JSON.parse(String(body)) as {readonly data: unknown}).data;
		},
		async close() {
			const closed = once(server.close(), 'close');
			server.closeAllConnections();
			await closed;
		},
	};
}

function isGoodKey(authorization: string | undefined, apiKey: string | undefined): boolean {
	const [, key] = /^Bearer (\S+)$/i.exec(authorization ?? '') ?? [];
	return key !== undefined && (apiKey === undefined || key === apiKey);
}

/**
 * Returns a function that must be called once per request, because it counts the requests. It returns the fault of the
 * request, or null if no rule matches. `elapsed` is the time since the service started, in ms.
 */
function createFaults(rules: readonly FaultRule[] = []): (elapsed: number) => Fault | null {
	let number = 0;
	return elapsed => {
		number++;
		const rule = rules.find(
			({requests: [first, last] = [1, Infinity], within: [from, until] = [0, Infinity]}) =>
				number >= first && number <= last && elapsed >= from && elapsed < until,
		);
		return rule?.fault ?? null;
	};
}
