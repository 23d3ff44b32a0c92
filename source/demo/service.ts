import {once} from 'node:events';
import {createServer, type ServerResponse} from 'node:http';
import type {AddressInfo} from 'node:net';
import type {Clock} from '../core/time/clock.ts';
import {apiRoot, respondApi} from './api.ts';
import {assetsPath, contentFolder, respondAsset} from './assets.ts';
import {publicFolder, respondMedia} from './media.ts';
import {demoAccount} from './month.ts';
import {errorResponse, type DemoResponse} from './responses.ts';
import type {Scenario} from './run-script.ts';
import {createRun} from './run.ts';

export type DemoService = Awaited<ReturnType<typeof startDemoService>>;

/** Simulates runs by a clock, and the API that responds about them. */
export function simulateService(scenario: Scenario, clock: Pick<Clock, 'now'>) {
	const startedAt = clock.now();
	const runs = [...scenario.runs, ...(scenario.earlierRuns ?? [])]
		.map(script => createRun(script, startedAt))
		.sort((a, b) => b.createdAt - a.createdAt);

	/** Responds to a GET request. Addresses of outputs begin with the origin of `url`. */
	function respond(url: URL): DemoResponse {
		const {pathname} = url;

		if (pathname.startsWith(assetsPath) || pathname.startsWith(contentFolder)) {
			return respondAsset(url, clock.now());
		}

		return pathname.startsWith(publicFolder)
			? respondMedia(url, clock.now())
			: respondApi({runs, startedAt, balance: scenario.balance}, url, clock.now());
	}

	return {
		startedAt,
		/** The ids of `Scenario.runs`. */
		runOrderIds: scenario.runs.map(({id}) => id) as readonly string[],
		respond,
		/** Returns the field `data` of a response. `path` begins behind `/workflow/`. */
		dataOf(path: string) {
			const {body} = respond(new URL(`http://127.0.0.1${apiRoot}/${path}`));
			return (JSON.parse(String(body)) as {readonly data: unknown}).data;
		},
	};
}

/** Serves the account of `--demo` on a free port of 127.0.0.1. */
export async function startDemoService(clock: Clock) {
	const simulation = simulateService(demoAccount(), clock);
	// As with real services, an idle connection stays open longer than a poll interval.
	const server = createServer({keepAliveTimeout: 75_000}, (request, response) => {
		const url = URL.parse(`http://${request.headers.host ?? ''}${request.url ?? ''}`);
		const isGet = request.method === 'GET';
		sendResponse(
			response,
			url !== null && isGet ? simulation.respond(url) : errorResponse(400, '请求错误'),
			clock,
		);
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	const {port} = server.address() as AddressInfo;
	return {
		...simulation,
		/** Such as `http://127.0.0.1:49152/`. */
		origin: new URL(`http://127.0.0.1:${port}`),
		async close() {
			const closed = once(server.close(), 'close');
			server.closeAllConnections();
			await closed;
		},
	};
}

export function sendResponse(
	response: ServerResponse,
	{status, headers, body: content}: DemoResponse,
	clock: Pick<Clock, 'now'>,
): void {
	const body = Buffer.from(content);
	const date = new Date(clock.now()).toUTCString();
	response.writeHead(status, {...headers, 'content-length': body.length, date}).end(body);
}
