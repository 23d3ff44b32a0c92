import {once} from 'node:events';
import {
	createServer,
	type IncomingHttpHeaders,
	type IncomingMessage,
	type ServerResponse,
} from 'node:http';
import type {AddressInfo} from 'node:net';
import type {Scope} from './program.ts';

/** A received request. */
export type MediaRequest = {
	readonly method: string;
	/** Path and query. */
	readonly path: string;
	readonly headers: IncomingHttpHeaders;
};

/** Responds to a request; `count` is the number of requests for this path so far. */
export type MediaHandler = (
	request: IncomingMessage,
	response: ServerResponse,
	count: number,
) => void;

/** A file server for tests. Its `MediaHandler` writes each response, so that the test can include faults. */
export type MediaServer = {
	readonly origin: string;
	readonly requests: readonly MediaRequest[];
	/** The URL of a path, such as `/a.png`. */
	readonly address: (path: string) => URL;
};

/** Starts a file server on the loopback. Closes it after the test. */
export async function startMedia(t: Scope, answer: MediaHandler): Promise<MediaServer> {
	const requests: MediaRequest[] = [];
	const server = createServer((request, response) => {
		const {method = '', url: path = '', headers} = request;
		requests.push({method, path, headers});
		// Clients may disconnect.
		response.on('error', () => undefined);
		answer(request, response, requests.filter(one => one.path === path).length);
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	const {port} = server.address() as AddressInfo;
	const origin = `http://127.0.0.1:${port}`;
	t.after(async () => {
		const closed = once(server.close(), 'close');
		server.closeAllConnections();
		await closed;
	});
	return {origin, requests, address: path => new URL(path, origin)};
}

export type FileSetUp = {
	readonly body: Uint8Array;
	/** A strong ETag with quotes; null for none. */
	readonly tag?: string | null;
	readonly headers?: Readonly<Record<string, string>>;
	/** Closes the connection after this many bytes of a body. */
	readonly cutAfter?: number;
	/** Sends this many bytes of a body, and then nothing until the client disconnects. */
	readonly holdAfter?: number;
	/** Sends chunks of this many bytes, with a pause after each. */
	readonly drip?: {readonly bytes: number; readonly ms: number};
};

/**
 * Responds with the file `body`, or with its rest from a requested byte on. `cutAfter`, `holdAfter` and `drip`
 * interrupt or slow down the transfer.
 */
export function serveFile(
	request: IncomingMessage,
	response: ServerResponse,
	{body, tag = '"one"', headers = {}, cutAfter, holdAfter, drip}: FileSetUp,
): void {
	const [, from] = /^bytes=(\d+)-$/.exec(request.headers.range ?? '') ?? [];
	const isWanted = from !== undefined && request.headers['if-range'] === tag;
	const first = isWanted ? Number(from) : 0;

	if (isWanted && first >= body.length) {
		response.writeHead(416, {'content-range': `bytes */${body.length}`}).end();
		return;
	}

	const part = body.subarray(first);
	response.writeHead(isWanted ? 206 : 200, {
		...(tag === null ? {} : {etag: tag}),
		'content-length': part.length,
		...(isWanted ? {'content-range': `bytes ${first}-${body.length - 1}/${body.length}`} : {}),
		...headers,
	});

	if (holdAfter !== undefined) {
		response.write(part.subarray(0, holdAfter));
	} else if (drip !== undefined) {
		sendSlowly(response, part, drip);
	} else if (cutAfter === undefined || cutAfter >= part.length) {
		response.end(part);
	} else {
		response.write(part.subarray(0, cutAfter), () => {
			response.destroy();
		});
	}
}

function sendSlowly(
	response: ServerResponse,
	body: Uint8Array,
	drip: {readonly bytes: number; readonly ms: number},
): void {
	let sent = 0;

	function send(): void {
		if (response.destroyed) {
			return;
		}

		const piece = body.subarray(sent, sent + drip.bytes);
		sent += piece.length;

		if (sent >= body.length) {
			response.end(piece);
		} else {
			response.write(piece);
			timer = setTimeout(send, drip.ms);
		}
	}

	let timer: NodeJS.Timeout | null = null;
	response.once('close', () => {
		if (timer !== null) {
			clearTimeout(timer);
		}
	});
	send();
}

/** Bytes that depend on their position, so that a misplaced range is noticed. */
export function patternBytes(length: number, seed = 0): Uint8Array {
	return Uint8Array.from({length}, (_, index) => (index * 31 + (index >> 8) * 7 + seed) & 255);
}
