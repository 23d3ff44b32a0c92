import type {IncomingMessage, ServerResponse} from 'node:http';
import {Readable} from 'node:stream';
import {setTimeout} from 'node:timers/promises';
import {serve} from '../api/loopback.ts';
import type {Scope} from './program.ts';

/** Responds to a request; `count` is the number of requests for this path so far. */
export type MediaHandler = (
	request: IncomingMessage,
	response: ServerResponse,
	count: number,
) => void;

export type MediaServer = Awaited<ReturnType<typeof startMedia>>;

/** Starts a file server on the loopback. `answer` writes each response, so that the test can include faults. */
export async function startMedia(t: Scope, answer: MediaHandler) {
	/** `path` has the query too. */
	const requests: Array<Pick<IncomingMessage, 'headers'> & {method: string; path: string}> = [];
	const {url} = await serve(t, (request, response) => {
		const {method = '', url: path = '', headers} = request;
		requests.push({method, path, headers});
		// Clients may disconnect.
		response.on('error', () => undefined);
		answer(request, response, requests.filter(one => one.path === path).length);
	});
	return {
		origin: url.origin,
		requests,
		/** Returns the URL of a path, such as `/a.png`. */
		address: (path: string) => new URL(path, url),
	};
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

/** Responds with the file `body`, or with the requested range. `cutAfter`, `holdAfter` and `drip` interrupt or slow it. */
export function serveFile(
	request: IncomingMessage,
	response: ServerResponse,
	{body, tag = '"one"', headers = {}, cutAfter, holdAfter, drip}: FileSetUp,
): void {
	const [, from, to] = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? '') ?? [];
	const condition = request.headers['if-range'];
	const isWanted = from !== undefined && (condition === undefined || condition === tag);
	const first = isWanted ? Number(from) : 0;
	const last = Math.min(body.length - 1, isWanted && to ? Number(to) : Infinity);

	if (isWanted && first >= body.length) {
		response.writeHead(416, {'content-range': `bytes */${body.length}`}).end();
		return;
	}

	const part = body.subarray(first, last + 1);
	response.writeHead(isWanted ? 206 : 200, {
		...(tag === null ? {} : {etag: tag}),
		'content-length': part.length,
		...(isWanted ? {'content-range': `bytes ${first}-${last}/${body.length}`} : {}),
		...headers,
	});

	if (holdAfter !== undefined) {
		response.write(part.subarray(0, holdAfter));
	} else if (drip !== undefined) {
		Readable.from(inPieces(part, drip)).pipe(response);
	} else if (cutAfter === undefined || cutAfter >= part.length) {
		response.end(part);
	} else {
		response.write(part.subarray(0, cutAfter), () => {
			response.destroy();
		});
	}
}

/** Sends a body without end. */
export function serveEndless(response: ServerResponse, body: Uint8Array): void {
	const pour = (): void => {
		while (response.write(body)) {
			// The condition does the work.
		}
	};
	response.on('drain', pour);
	pour();
}

async function* inPieces(
	body: Uint8Array,
	{bytes, ms}: NonNullable<FileSetUp['drip']>,
): AsyncGenerator<Uint8Array> {
	for (let sent = 0; sent < body.length; sent += bytes) {
		yield body.subarray(sent, sent + bytes);
		await setTimeout(ms);
	}
}

/** Bytes that depend on their position, so that a misplaced range is noticed. */
export function patternBytes(length: number, seed = 0): Uint8Array {
	return Uint8Array.from({length}, (_, index) => (index * 31 + (index >> 8) * 7 + seed) & 255);
}
