import type {TestContext} from 'node:test';
import {
	openMediaClient,
	type MediaClient,
} from '../../../../source/features/outputs/download/media-client.ts';
import {serveFile, type MediaHandler} from '../../../helpers/media-server.ts';

/** A client with short timeouts. */
export function openLooker(t: TestContext): MediaClient {
	const limits = {connectTimeoutMs: 2000, headersTimeoutMs: 2000, stallTimeoutMs: 2000};
	const client = openMediaClient({...limits, maxRedirects: 5}, () => null);
	t.after(async () => client.close());
	return client;
}

export const never: AbortSignal = new AbortController().signal;

/** Sends a file or the requested range. */
export function serve(body: Uint8Array, type = 'application/octet-stream'): MediaHandler {
	return (request, response) => {
		serveFile(request, response, {body, headers: {'content-type': type}});
	};
}
