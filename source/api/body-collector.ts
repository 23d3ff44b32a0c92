import {setImmediate} from 'node:timers/promises';
import {ApiError} from './errors.ts';

/** In bytes. Copying a portion takes about a millisecond. */
const portion = 1_048_576;

/** Collects decompressed chunks, so the size limit also stops a small compressed body that expands to a huge one. */
export class BodyCollector {
	readonly #limit: number;
	/** The body, if it is not longer than the service announced. Then no chunk is kept for the garbage collector. */
	readonly #announced: Buffer;
	readonly #chunks: Uint8Array[] = [];
	#size = 0;

	/** `announcedSize`: in bytes; 0 if unknown, as that of a compressed body. */
	constructor(limit: number, announcedSize = 0) {
		this.#limit = limit;
		this.#announced = Buffer.allocUnsafe(Math.min(announcedSize, limit));
	}

	add(chunk: Uint8Array): void {
		const limit = this.#limit;
		const size = this.#size + chunk.byteLength;

		if (size > limit) {
			throw new ApiError('too-large', {
				detail: `more than ${limit < 2 ** 20 ? `${limit} bytes` : `${limit / 2 ** 20} MiB`}`,
			});
		}

		if (size <= this.#announced.length) {
			this.#announced.set(chunk, this.#size);
		} else {
			this.#chunks.push(chunk);
		}

		this.#size = size;
	}

	async end(): Promise<Buffer> {
		return this.#chunks.length === 0 ? this.#announced.subarray(0, this.#size) : this.#join();
	}

	/** Joins the chunks in portions, between which keys are handled. */
	async #join(): Promise<Buffer> {
		const bytes = Buffer.allocUnsafe(this.#size);
		const sizeOfChunks = this.#chunks.reduce((sum, {byteLength}) => sum + byteLength, 0);
		let end = this.#announced.copy(bytes, 0, 0, this.#size - sizeOfChunks);
		let portionEnd = end + portion;

		for (const chunk of this.#chunks) {
			bytes.set(chunk, end);
			end += chunk.byteLength;

			if (end > portionEnd) {
				portionEnd = end + portion;
				await setImmediate();
			}
		}

		return bytes;
	}
}

/** Decodes UTF-8. Invalid bytes become U+FFFD. Removes a byte order mark at the start of the body. */
export function decodeBody(bytes: Buffer, from = 0, to = bytes.length): string {
	const text = bytes.toString('utf8', from, to);
	return from === 0 && text.startsWith('\uFEFF') ? text.slice(1) : text;
}
