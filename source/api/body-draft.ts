import type {Body} from './body.ts';
import {Digest} from './digest.ts';
import {TooLargeError} from './errors/too-large-error.ts';

/**
 * A body that is being taken, piece by piece. Bytes are counted as they come, decoded, so that neither a wrong `Content-Length` nor
 * a body that unpacks to a thousand times its size gets past the limit. The digest is taken piece by piece too, while
 * the next piece is still on its way.
 */
export class BodyDraft {
	readonly #limit: number;
	readonly #chunks: Uint8Array[] = [];
	readonly #digest = new Digest();
	#size = 0;

	/** @param limit The most bytes that it may have. */
	constructor(limit: number) {
		this.#limit = limit;
	}

	/** Takes a piece. Throws a `TooLargeError`, after which nothing more is to be taken. */
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

	/** The whole of it. */
	end(): Body {
		const size = this.#size;
		const chunks = this.#chunks;
		let whole: Buffer | null = null;

		function bytes(): Buffer {
			whole ??= wholeOf(chunks.splice(0), size);
			return whole;
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

/** What came in one piece is not copied. */
function wholeOf(chunks: readonly Uint8Array[], size: number): Buffer {
	const [only] = chunks;
	return chunks.length === 1 && Buffer.isBuffer(only) ? only : Buffer.concat(chunks, size);
}
