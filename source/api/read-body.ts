import {TooLargeError} from './errors/too-large-error.ts';

/**
 * The whole of a body as text. Bytes are counted as they come, decoded, so that neither a wrong `Content-Length` nor
 * a body that unpacks to a thousand times its size gets past `limit` (bytes). Invalid UTF-8 becomes U+FFFD.
 * Rejects with a `TooLargeError`, or as the body does; the connection is dropped then.
 */
export async function readBody(body: AsyncIterable<Uint8Array>, limit: number): Promise<string> {
	const chunks: Uint8Array[] = [];
	let size = 0;

	for await (const chunk of body) {
		size += chunk.byteLength;

		if (size > limit) {
			throw new TooLargeError({
				detail: `more than ${size < 2 ** 20 ? `${limit} bytes` : `${limit / 2 ** 20} MiB`}`,
			});
		}

		chunks.push(chunk);
	}

	const text = Buffer.concat(chunks, size).toString('utf8');
	return text.startsWith('\uFEFF') ? text.slice(1) : text;
}
