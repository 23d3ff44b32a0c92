import type {Body} from './body.ts';
import {Digest} from './digest.ts';
import {TooLargeError} from './errors/too-large-error.ts';

/**
 * Takes the whole of a body. Bytes are counted as they come, decoded, so that neither a wrong `Content-Length` nor
 * a body that unpacks to a thousand times its size gets past `limit` (bytes). The digest is taken piece by piece too,
 * while the next piece is still on its way. Rejects with a `TooLargeError`, or as the body does; the connection is
 * dropped then.
 */
export async function readBody(body: AsyncIterable<Uint8Array>, limit: number): Promise<Body> {
	const chunks: Uint8Array[] = [];
	const digest = new Digest();
	let size = 0;

	for await (const chunk of body) {
		size += chunk.byteLength;

		if (size > limit) {
			throw new TooLargeError({
				detail: `more than ${size < 2 ** 20 ? `${limit} bytes` : `${limit / 2 ** 20} MiB`}`,
			});
		}

		chunks.push(chunk);
		digest.update(chunk);
	}

	let whole: Buffer | null = null;

	function bytes(): Buffer {
		whole ??= Buffer.concat(chunks.splice(0), size);
		return whole;
	}

	return {
		digest: digest.end(),
		bytes,
		text(from = 0, to = size) {
			const text = bytes().toString('utf8', from, to);
			return from === 0 && text.startsWith('\uFEFF') ? text.slice(1) : text;
		},
	};
}
