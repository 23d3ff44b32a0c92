import {Digest} from './digest.ts';
import {TooLargeError} from './errors.ts';

export type Body = {
	readonly digest: string;
	bytes(): Buffer;
	/** Decodes the bytes again on each call. Invalid UTF-8 becomes U+FFFD; removes a byte order mark. */
	text(from?: number, to?: number): string;
};

/**
 * Collects a response body. The limit applies to the decompressed bytes, so neither a wrong `Content-Length` nor a
 * compression bomb can exceed it. The digest is updated chunk by chunk, while the next chunk is on its way.
 */
export class BodyCollector {
	readonly #limit: number;
	readonly #chunks: Uint8Array[] = [];
	readonly #digest = new Digest();
	#size = 0;

	constructor(limit: number) {
		this.#limit = limit;
	}

	add(chunk: Uint8Array): void {
		const limit = this.#limit;
		const size = this.#size + chunk.byteLength;

		if (size > limit) {
			throw new TooLargeError({
				detail: `more than ${limit < 2 ** 20 ? `${limit} bytes` : `${limit / 2 ** 20} MiB`}`,
			});
		}

		this.#size = size;
		this.#chunks.push(chunk);
		this.#digest.update(chunk);
	}

	end(): Body {
		const size = this.#size;
		const chunks = this.#chunks;
		let body: Buffer | null = null;

		function bytes(): Buffer {
			body ??= joined(chunks.splice(0), size);
			return body;
		}

		return {
			digest: this.#digest.end(),
			bytes,
			text(from = 0, to = size) {
				const text = bytes().toString('utf8', from, to);
				return from === 0 && text.startsWith('\uFEFF') ? text.slice(1) : text;
			},
		};
	}
}

function joined(chunks: readonly Uint8Array[], size: number): Buffer {
	const [only] = chunks;
	return chunks.length === 1 && Buffer.isBuffer(only) ? only : Buffer.concat(chunks, size);
}
