import type {Readable} from 'node:stream';

/** Maximum number of buffered bytes. Above this number the body is paused. */
const maxBufferedBytes = 1_048_576;

/**
 * Reads a response body chunk by chunk. Unlike the iterator of a stream, it returns all chunks that arrived before an
 * error, so that a resumed download does not request these chunks again.
 */
export class BodyReader {
	readonly #body: Readable;
	#waiting: Uint8Array[] = [];
	#bytes = 0;
	#end: {readonly error: unknown} | 'whole' | null = null;
	#wake: (() => void) | null = null;

	constructor(body: Readable) {
		this.#body = body;
		body.on('data', (chunk: Uint8Array) => {
			this.#waiting.push(chunk);
			this.#bytes += chunk.length;

			if (this.#bytes > maxBufferedBytes) {
				body.pause();
			}

			this.#wake?.();
		});
		body.on('end', () => {
			this.#finish('whole');
		});
		body.on('error', error => {
			this.#finish({error});
		});
	}

	/** Returns the next chunk; null at the end. Rejects with the error of the body after all earlier chunks. */
	async next(): Promise<Uint8Array | null> {
		while (this.#waiting.length === 0 && this.#end === null) {
			const {promise, resolve} = Promise.withResolvers<undefined>();
			this.#wake = () => {
				resolve(undefined);
			};
			await promise;
		}

		const chunk = this.#waiting.shift();

		if (chunk !== undefined) {
			this.#bytes -= chunk.length;

			if (this.#bytes <= maxBufferedBytes && this.#body.isPaused()) {
				this.#body.resume();
			}

			return chunk;
		}

		if (this.#end === null || this.#end === 'whole') {
			return null;
		}

		throw this.#end.error;
	}

	/** Discards the rest of the body and closes the connection. */
	drop(): void {
		this.#waiting = [];
		this.#body.destroy();
	}

	#finish(end: {readonly error: unknown} | 'whole'): void {
		this.#end ??= end;
		this.#wake?.();
	}
}
