import {once} from 'node:events';
import {
	createServer,
	type IncomingHttpHeaders,
	type IncomingMessage,
	type ServerResponse,
} from 'node:http';
import type {AddressInfo} from 'node:net';
import {systemClock, type Clock} from '../../source/core/time/clock.ts';
import {apiRoot, balancePath} from '../../source/demo/api.ts';
import {assetsPath, contentFolder} from '../../source/demo/assets.ts';
import {publicFolder} from '../../source/demo/media.ts';
import {errorResponse, type DemoResponse} from '../../source/demo/responses.ts';
import {sendResponse, simulateService, type DemoService} from '../../source/demo/service.ts';
import {showcase} from '../../source/demo/showcase.ts';
import type {Scope} from './program.ts';
import type {FaultRule, RunScript, Scenario} from './script.ts';

type TestRequest = {
	readonly method: string;
	readonly path: string;
	readonly headers: IncomingHttpHeaders;
};

/** A simulated service that is closed after the test. */
export type TestService = DemoService & {readonly recorded: readonly TestRequest[]};

type ServiceOptions = {
	readonly scenario?: Scenario;
	/** Default: a clock that stands still before the first request, so that a slow start misses nothing. */
	readonly clock?: Clock;
	/** The only valid API key. If undefined, every key is valid. */
	readonly apiKey?: string;
	/** Default: a free port. */
	readonly port?: number;
};

/** Starts a simulated service and closes it after the test. It has the faults of its scenario. */
export async function startService(
	t: Scope,
	{scenario = showcase(), clock: givenClock, apiKey, port = 0}: ServiceOptions,
): Promise<TestService> {
	const recorded: TestRequest[] = [];
	const createdAt = systemClock.now();
	let firstRequestAt: number | null = null;
	const sinceFirstRequest = () =>
		firstRequestAt === null ? 0 : systemClock.monotonic() - firstRequestAt;
	const base = givenClock ?? {...systemClock, now: () => createdAt + sinceFirstRequest()};
	const startedAt = base.now();
	const elapsed = () => base.now() - startedAt;
	const clock: Pick<Clock, 'now' | 'after'> = {
		now: () => (scenario.epoch ?? startedAt) + elapsed(),
		after: (delay, callback) => base.after(delay, callback),
	};
	const simulation = simulateService(scenario, clock);
	const refuse = scenario.limit?.() ?? (() => null);
	const nextFault = createFaults(scenario.faults);
	const runs = new Map(scenario.runs.map(run => [run.id, run]));

	const server = createServer({keepAliveTimeout: 75_000}, (request, response) => {
		firstRequestAt ??= systemClock.monotonic();
		recorded.push({
			method: request.method ?? '',
			path: request.url ?? '',
			headers: request.headers,
		});
		respond(request, response);
	});

	function respond(
		{method, url: path = '', headers}: IncomingMessage,
		response: ServerResponse,
	): void {
		const url = URL.parse(`http://${headers.host ?? ''}${path}`);
		const [, key] = /^Bearer (\S+)$/i.exec(headers.authorization ?? '') ?? [];
		const isMedia = [publicFolder, contentFolder].some(folder => url?.pathname.startsWith(folder));
		const isAllowed = isMedia || (key !== undefined && (apiKey ?? key) === key);

		if (url === null || method !== 'GET' || !isAllowed) {
			const status = url === null ? 400 : method === 'GET' ? 401 : 405;
			sendResponse(response, errorResponse(status, 'API Key 无效、已过期或已停用'), clock);
			return;
		}

		const refused = isMedia ? null : refuse(elapsed());

		if (refused !== null) {
			const {retryAfterSec: wait} = refused;
			const retryAfter = wait === null ? {} : {'retry-after': String(wait)};
			const answer = errorResponse(429, '请求过于频繁，请稍后再试', retryAfter);
			sendResponse(response, answer, clock);
			return;
		}

		const asset = scenario.assets?.get(url.pathname.slice(assetsPath.length));

		if (asset !== undefined) {
			sendResponse(response, asset, clock);
			return;
		}

		const run =
			url.pathname === `${apiRoot}/run/execution`
				? runs.get(url.searchParams.get('run_order_id') ?? '')
				: undefined;
		const fault = isMedia || url.pathname === balancePath ? undefined : nextFault();

		if (fault?.answer !== null) {
			sendResponse(response, fault?.answer ?? reworded(simulation.respond(url), run), clock);
		}
	}

	server.listen(port, '127.0.0.1');
	await once(server, 'listening');
	const {port: boundPort} = server.address() as AddressInfo;

	async function close(): Promise<void> {
		if (server.listening) {
			const closed = once(server.close(), 'close');
			server.closeAllConnections();
			await closed;
		}
	}

	t.after(close);
	return {...simulation, origin: new URL(`http://127.0.0.1:${boundPort}`), recorded, close};
}

function reworded(response: DemoResponse, run: RunScript | undefined): DemoResponse {
	const {code, data, ...others} = JSON.parse(
		run?.reworded === undefined ? '{}' : String(response.body),
	) as Readonly<Record<string, unknown>>;
	return code === 0
		? {
				...response,
				body: JSON.stringify({
					...others,
					code,
					data: run?.reworded?.(data as Readonly<Record<string, unknown>>),
				}),
			}
		: response;
}

/** Returns a function that gives the fault of a request. It counts the requests, so it is called once for each. */
function createFaults(rules: readonly FaultRule[] = []): () => FaultRule | undefined {
	let number = 0;
	return () => {
		number++;
		return rules.find(
			({requests: [first, last] = [1, Infinity]}) => number >= first && number <= last,
		);
	};
}
