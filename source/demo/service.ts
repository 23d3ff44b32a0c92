import {once} from 'node:events';
import {
	createServer,
	type IncomingHttpHeaders,
	type IncomingMessage,
	type ServerResponse,
} from 'node:http';
import type {AddressInfo} from 'node:net';
import type {Clock} from '../core/time/clock.ts';
import {respondApi, endpoints} from './respond-api.ts';
import {respondMedia} from './respond-media.ts';
import {FaultBook} from './fault-book.ts';
import {openFolder} from './link.ts';
import {refusal} from './reply.ts';
import type {Fault, Scenario} from './script.ts';
import {send, sendPaced, sendWithFault} from './send.ts';
import {showcase} from './showcase/index.ts';
import {createDemoState} from './demo-state.ts';

export type DemoRequest = {
	readonly method: string;
	readonly path: string;
	readonly headers: IncomingHttpHeaders;
};

export type DemoOptions = {
	/** The runs that the service simulates; default: `showcase()`. */
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
	readonly runOrderIds: readonly string[];
	close(): Promise<void>;
};

/** How long an idle connection stays open: longer than a poll interval, as with real services. */
const keepAliveMs = 75_000;

/**
 * Starts a service on 127.0.0.1 that implements the documented API with simulated runs. Rejects if it cannot listen
 * on the port.
 */
export async function startDemoService(options: DemoOptions): Promise<DemoService> {
	const {scenario = showcase(), clock, apiKey, port = 0, onRequest} = options;
	const state = createDemoState(scenario, clock);
	const time = {
		now: state.now,
		after: (delay: number, callback: () => void) => clock.after(delay, callback),
	};
	const faults = new FaultBook(scenario.faults ?? []);
	const runFaults = new Map(scenario.runs.map(run => [run.id, new FaultBook(run.faults ?? [])]));

	const server = createServer({keepAliveTimeout: keepAliveMs}, (request, response) => {
		const {method = '', url: path = '', headers} = request;
		onRequest?.({method, path, headers});
		respond(request, response);
	});
	server.listen(port, '127.0.0.1');
	await once(server, 'listening');
	const {port: boundPort} = server.address() as AddressInfo;

	function respond(
		{method, url: path = '', headers}: IncomingMessage,
		response: ServerResponse,
	): void {
		// The URL has the host of the request, because addresses of outputs are built from its origin.
		const url = URL.parse(`http://${headers.host ?? ''}${path}`);

		if (url === null) {
			send(response, refusal(400, '请求地址错误'), state.now());
		} else if (method !== 'GET' && method !== 'HEAD') {
			response.setHeader('allow', 'GET, HEAD');
			send(response, refusal(405, '只允许 GET 和 HEAD 请求'), state.now());
		} else if (url.pathname.startsWith(openFolder)) {
			const reply = respondMedia(state, url, headers);
			const {pace} = reply;

			if (pace === undefined || method === 'HEAD') {
				send(response, reply, state.now());
			} else {
				sendPaced(response, {...reply, pace}, time);
			}
		} else if (isGoodKey(headers.authorization, apiKey)) {
			const fault = nextFault(url);
			const reply = () => respondApi(state, url);

			if (fault === null) {
				send(response, reply(), state.now());
			} else {
				sendWithFault(response, fault, reply, time);
			}
		} else {
			send(response, refusal(401, 'API Key 无效、已过期或已停用'), state.now());
		}
	}

	/** Returns the fault of a request. Both fault books count the request, even if only one has a fault for it. */
	function nextFault({pathname, searchParams}: URL): Fault | null {
		const requested = pathname === endpoints.execution ? searchParams.get('run_order_id') : null;
		const common = faults.next(state.elapsed());
		const own = runFaults.get(requested ?? '')?.next(state.elapsed());
		return common ?? own ?? null;
	}

	return {
		origin: new URL(`http://127.0.0.1:${boundPort}`),
		runOrderIds: scenario.runs.map(({id}) => id),
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
