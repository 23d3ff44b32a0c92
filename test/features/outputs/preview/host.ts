import type {IncomingMessage, ServerResponse} from 'node:http';
import type {TestContext} from 'node:test';
import {
	openMediaClient,
	type MediaClient,
} from '../../../../source/features/outputs/download/media-client.ts';

/** A client with short timeouts. */
export function openLooker(t: TestContext): MediaClient {
	const limits = {connectTimeoutMs: 2000, headersTimeoutMs: 2000, stallTimeoutMs: 2000};
	const client = openMediaClient({...limits, maxRedirects: 5}, () => null);
	t.after(async () => client.close());
	return client;
}

export const never: AbortSignal = new AbortController().signal;

/** Sends a file or the requested range. */
export function serve(
	body: Uint8Array,
	type = 'application/octet-stream',
): (request: IncomingMessage, response: ServerResponse) => void {
	return ({headers}, response) => {
		const range = /^bytes=(\d+)-(\d+)$/.exec(headers.range ?? '');
		const first = Number(range?.[1] ?? 0);
		const last = Math.min(Number(range?.[2] ?? body.length - 1), body.length - 1);
		response.writeHead(range === null ? 200 : 206, {
			'content-type': type,
			'content-length': last - first + 1,
			...(range !== null && {'content-range': `bytes ${first}-${last}/${body.length}`}),
		});
		response.end(body.subarray(first, last + 1));
	};
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
