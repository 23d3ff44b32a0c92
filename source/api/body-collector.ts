import {Digest} from './digest.ts';
import {ApiError} from './errors.ts';

export type Body = {
	readonly digest: string;
	bytes(): Buffer;
	/**
	 * Decodes the UTF-8 bytes from index `from` to before `to` (by default all), anew on each call. Invalid bytes
	 * become U+FFFD. A byte order mark at the start of the body is removed.
	 */
	text(from?: number, to?: number): string;
};

/** Collects decompressed chunks, so the size limit also stops a small compressed body that expands to a huge one. */
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
			throw new ApiError('too-large', {
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
		let joined: Buffer | null = null;

		function bytes(): Buffer {
			joined ??= Buffer.concat(chunks.splice(0), size);
			return joined;
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
