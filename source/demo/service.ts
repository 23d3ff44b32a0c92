import {once} from 'node:events';
import {
	createServer,
	type IncomingHttpHeaders,
	type IncomingMessage,
	type ServerResponse,
} from 'node:http';
import type {AddressInfo} from 'node:net';
import type {Clock, Instant} from '../core/time/clock.ts';
import {apiRoot, balancePath, executionPath, respondApi, respondBalance} from './api.ts';
import {createRun} from './execution.ts';
import {delay, refusal, send, type DemoResponse} from './http.ts';
import {openFolder, respondMedia} from './media.ts';
import {account} from './month.ts';
import type {Fault, FaultRule, Scenario} from './script.ts';

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
	const {clock, apiKey, port = 0, onRequest} = options;
	const clockStart = clock.now();
	const {scenario = account(clockStart)} = options;
	const epoch = scenario.epoch ?? clockStart;
	const elapsed = () => clock.now() - clockStart;
	const serviceClock = {
		now: () => epoch + elapsed(),
		after: (ms: number, callback: () => void) => clock.after(ms, callback),
	};
	const runs = [...scenario.runs, ...(scenario.earlierRuns ?? [])]
		.map(script => createRun(script, epoch))
		.sort((a, b) => b.createdAt - a.createdAt);
	const refuse = scenario.limit?.() ?? (() => null);
	const nextFault = createFaults(scenario.faults);
	const runFaults = new Map(scenario.runs.map(run => [run.id, createFaults(run.faults)]));

	const server = createServer({keepAliveTimeout: keepAliveMs}, (incoming, response) => {
		const {method = '', url: path = '', headers} = incoming;
		onRequest?.({method, path, headers});
		void respond(incoming, response);
	});
	server.listen(port, '127.0.0.1');
	await once(server, 'listening');
	const {port: boundPort} = server.address() as AddressInfo;

	function respondNow(url: URL): DemoResponse {
		const now = serviceClock.now();
		return respondApi(
			runs.filter(({createdAt}) => createdAt <= now),
			url,
			now,
		);
	}

	async function respond(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
		const {method, url: path = '', headers} = incoming;
		// The URL has the host of the request, because addresses of outputs are built from its origin.
		const url = URL.parse(`http://${headers.host ?? ''}${path}`);
		const respondWith = async (reply: DemoResponse) =>
			send(response, null, () => reply, serviceClock);

		if (url === null) {
			return respondWith(refusal(400, '请求地址错误'));
		}

		if (method !== 'GET') {
			return respondWith(refusal(405, '只允许 GET 请求', {allow: 'GET'}));
		}

		if (url.pathname.startsWith(openFolder)) {
			return respondWith(respondMedia(url, headers, serviceClock.now()));
		}

		const [, key] = /^Bearer (\S+)$/i.exec(headers.authorization ?? '') ?? [];

		if (key === undefined || (apiKey !== undefined && key !== apiKey)) {
			return respondWith(refusal(401, 'API Key 无效、已过期或已停用'));
		}

		if (scenario.latency !== undefined) {
			await delay(response, scenario.latency, serviceClock);
		}

		const refused = refuse(elapsed());

		if (refused !== null) {
			const {retryAfterSec: wait} = refused;
			const retryAfter = wait === null ? {} : {'retry-after': String(wait)};
			return respondWith(refusal(429, '请求过于频繁，请稍后再试', retryAfter));
		}

		if (url.pathname === balancePath) {
			return respondWith(respondBalance(scenario.balance, runs, epoch, serviceClock.now()));
		}

		// A request counts for both kinds of rules; those of a run are only for its execution.
		const common = nextFault(elapsed());
		const id = url.pathname === executionPath ? url.searchParams.get('run_order_id') : null;
		const own = runFaults.get(id ?? '')?.(elapsed()) ?? null;
		return send(response, common ?? own, () => respondNow(url), serviceClock);
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

/** Returns a function that gives the fault of a request, or null. It counts the requests, so it is called once for each. */
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
