import {setImmediate} from 'node:timers/promises';
import {ApiError} from './errors.ts';

export type Body = {
	readonly bytes: Buffer;
	/**
	 * Decodes the UTF-8 bytes from index `from` to before `to` (by default all), anew on each call. Invalid bytes
	 * become U+FFFD. A byte order mark at the start of the body is removed.
	 */
	text(from?: number, to?: number): string;
};

/** In bytes. Copying a portion takes about a millisecond. */
const portion = 1_048_576;

/** Collects decompressed chunks, so the size limit also stops a small compressed body that expands to a huge one. */
export class BodyCollector {
	readonly #limit: number;
	readonly #chunks: Uint8Array[] = [];
	#size = 0;

	constructor(limit: number) {
		this.#limit = limit;
	}

	add(chunk: Uint8Array): void {
		const limit = this.#limit;
		const size = this.#size + chunk.byteLength;

		if (size > limit) {
			throw new ApiError('too-large', {
				detail: `more than ${limit < 2 ** 20 ? `${limit} bytes` : `${limit / 2 ** 20} MiB`}`,
			});
		}

		this.#size = size;
		this.#chunks.push(chunk);
	}

	/** Joins the chunks in portions, between which keys are handled. */
	async end(): Promise<Body> {
		const bytes = Buffer.allocUnsafe(this.#size);
		let end = 0;
		let portionEnd = portion;

		for (const chunk of this.#chunks) {
			bytes.set(chunk, end);
			end += chunk.byteLength;

			if (end > portionEnd) {
				portionEnd = end + portion;
				await setImmediate();
			}
		}

		return {
			bytes,
			text(from = 0, to = end) {
				const text = bytes.toString('utf8', from, to);
				return from === 0 && text.startsWith('\uFEFF') ? text.slice(1) : text;
			},
		};
	}
}
