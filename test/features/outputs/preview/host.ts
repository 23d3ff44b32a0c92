import {once} from 'node:events';
import {createServer, type IncomingMessage, type ServerResponse} from 'node:http';
import type {AddressInfo} from 'node:net';
import type {TestContext} from 'node:test';
import {
	openMediaClient,
	type PreviewClient,
} from '../../../../source/features/outputs/download/media-client.ts';

/** A file host and the requests that it received. */
export type Host = {
	readonly address: (path: string) => URL;
	readonly requested: Array<{
		readonly method: string;
		readonly path: string;
		readonly headers: IncomingMessage['headers'];
	}>;
};

/** Starts a host with the given responses until the test ends. */
export async function startHost(
	t: TestContext,
	answer: (request: IncomingMessage, response: ServerResponse) => void,
): Promise<Host> {
	const requested: Host['requested'] = [];
	const server = createServer((request, response) => {
		const {method = '', url: path = '', headers} = request;
		requested.push({method, path, headers});
		answer(request, response);
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	t.after(async () => {
		const closed = once(server.close(), 'close');
		server.closeAllConnections();
		await closed;
	});
	const {port} = server.address() as AddressInfo;
	return {address: path => new URL(path, `http://127.0.0.1:${port}`), requested};
}

/** A client with short timeouts. */
export function openLooker(t: TestContext): PreviewClient {
	const client = openMediaClient({
		connectTimeoutMs: 2000,
		headersTimeoutMs: 2000,
		stallTimeoutMs: 2000,
		maxRedirects: 5,
	});
	t.after(async () => client.close());
	return client;
}

export const never: AbortSignal = new AbortController().signal;

/** Sends a file or the requested range. */
export function serve(
	{method, headers}: IncomingMessage,
	response: ServerResponse,
	body: Uint8Array,
	type = 'application/octet-stream',
): void {
	const range = /^bytes=(\d+)-(\d+)$/.exec(headers.range ?? '');
	const first = Number(range?.[1] ?? 0);
	const last = Math.min(Number(range?.[2] ?? body.length - 1), body.length - 1);
	response.writeHead(range === null ? 200 : 206, {
		'content-type': type,
		'content-length': last - first + 1,
		...(range !== null && {'content-range': `bytes ${first}-${last}/${body.length}`}),
	});
	response.end(method === 'HEAD' ? undefined : body.subarray(first, last + 1));
}
