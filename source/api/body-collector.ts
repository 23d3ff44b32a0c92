import {ApiError} from './errors.ts';

export type Body = {
	readonly bytes: Buffer;
	/**
	 * Decodes the UTF-8 bytes from index `from` to before `to` (by default all), anew on each call. Invalid bytes
	 * become U+FFFD. A byte order mark at the start of the body is removed.
	 */
	text(from?: number, to?: number): string;
};

/** Collects decompressed chunks, so the size limit also stops a small compressed body that expands to a huge one. */
export class BodyCollector {
	readonly #limit: number;
	/** The body so far in the first `#size` bytes. */
	#bytes: Buffer;
	#size = 0;

	/** `expectedSize`: the size that the service announces, in bytes. The memory for it is allocated once. */
	constructor(limit: number, expectedSize = 0) {
		this.#limit = limit;
		this.#bytes = Buffer.allocUnsafe(Math.min(expectedSize, limit));
	}

	add(chunk: Uint8Array): void {
		const limit = this.#limit;
		const size = this.#size + chunk.byteLength;

		if (size > limit) {
			throw new ApiError('too-large', {
				detail: `more than ${limit < 2 ** 20 ? `${limit} bytes` : `${limit / 2 ** 20} MiB`}`,
			});
		}

		if (size > this.#bytes.length) {
			const longer = Buffer.allocUnsafe(Math.max(size, Math.min(2 * size, limit)));
			longer.set(this.#bytes.subarray(0, this.#size));
			this.#bytes = longer;
		}

		this.#bytes.set(chunk, this.#size);
		this.#size = size;
	}

	end(): Body {
		const bytes = this.#bytes.subarray(0, this.#size);
		return {
			bytes,
			text(from = 0, to = bytes.length) {
				const text = bytes.toString('utf8', from, to);
				return from === 0 && text.startsWith('\uFEFF') ? text.slice(1) : text;
			},
		};
	}
}
