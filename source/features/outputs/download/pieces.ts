import type {Readable} from 'node:stream';

/** So many bytes may wait to be written; then the host is not read from until they are. */
const maxWaiting = 1_048_576;

/**
 * The pieces of a body, one after the other. What has arrived is given also when the connection broke right after it: a
 * stream would drop it, and a download that goes on from there would fetch it again.
 */
export class Pieces {
	readonly #body: Readable;
	#waiting: Uint8Array[] = [];
	#bytes = 0;
	#end: {readonly error: unknown} | 'whole' | null = null;
	#wake: (() => void) | null = null;

	/** Reads from now on. */
	constructor(body: Readable) {
		this.#body = body;
		body.on('data', (piece: Uint8Array) => {
			this.#waiting.push(piece);
			this.#bytes += piece.length;

			if (this.#bytes > maxWaiting) {
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

	/** The next piece; null at the end. Rejects with the error that the body broke with, after everything before it. */
	async next(): Promise<Uint8Array | null> {
		while (this.#waiting.length === 0 && this.#end === null) {
			const {promise, resolve} = Promise.withResolvers<undefined>();
			this.#wake = () => {
				resolve(undefined);
			};
			await promise;
		}

		const piece = this.#waiting.shift();

		if (piece !== undefined) {
			this.#bytes -= piece.length;

			if (this.#bytes <= maxWaiting && this.#body.isPaused()) {
				this.#body.resume();
			}

			return piece;
		}

		if (this.#end === null || this.#end === 'whole') {
			return null;
		}

		throw this.#end.error;
	}

	/** Wants no more of it. That it breaks off is no news then. */
	drop(): void {
		this.#waiting = [];
		this.#body.destroy();
	}

	#finish(end: {readonly error: unknown} | 'whole'): void {
		this.#end ??= end;
		this.#wake?.();
	}
}
