import {setImmediate} from 'node:timers/promises';
import {ApiError} from './errors.ts';

/** JSON of up to this many bytes is parsed without a check, because that always takes less than 250 ms. */
const cheapBytes = 1_048_576;
/** One call of `JSON.parse` may parse at most this many keys and values. It then takes less than 250 ms. */
const maxItems = 500_000;
const maxDepth = 64;

export const comma = 0x2c;
export const openBracket = 0x5b;
const quote = 0x22;
const backslash = 0x5c;
/** The value in `levels` for a byte that is not structural, such as a digit. */
const noLevel = 2;
/** For each structural byte of JSON (comma, colon, bracket or brace), how it changes the nesting depth: by 1, 0 or -1. */
const levels = new Int8Array(256).fill(noLevel);
levels.set([0], comma);
levels.set([0], 0x3a);
levels.set([1], openBracket);
levels.set([1], 0x7b);
levels.set([-1], 0x5d);
levels.set([-1], 0x7d);

/**
 * Scans JSON without parsing it. `depth` is the nesting depth at index `at`. For the bytes before `at`, `deepest` is
 * the greatest depth, and `items` is about the number of keys and values. For invalid JSON they may be wrong.
 */
export class JsonScan {
	at = 0;
	depth = 0;
	deepest = 0;
	items = 0;
	readonly #bytes: Uint8Array;
	#isText = false;

	constructor(bytes: Uint8Array) {
		this.#bytes = bytes;
	}

	/**
	 * Moves `at` to just after the next structural byte for which `isWanted` returns true. Returns false if there is
	 * none. Yields to the event loop after each MiB.
	 */
	async find(isWanted: (byte: number) => boolean): Promise<boolean> {
		while (this.at < this.#bytes.length) {
			if (this.#findBefore(Math.min(this.at + cheapBytes, this.#bytes.length), isWanted)) {
				return true;
			}

			await setImmediate();
		}

		return false;
	}

	#findBefore(end: number, isWanted: (byte: number) => boolean): boolean {
		const bytes = this.#bytes;
		let isText = this.#isText;
		let {at} = this;

		for (; at < end; at++) {
			const byte = bytes[at] ?? 0;

			if (isText) {
				at += byte === backslash ? 1 : 0;
				isText = byte !== quote;
			} else if (byte === quote) {
				isText = true;
			} else {
				const level = levels[byte] ?? noLevel;

				if (level !== noLevel) {
					this.at = at + 1;
					this.depth += level;
					this.deepest = Math.max(this.deepest, this.depth);
					this.items += level < 0 ? 0 : 1;

					if (isWanted(byte)) {
						this.#isText = false;
						return true;
					}
				}
			}
		}

		this.at = at;
		this.#isText = isText;
		return false;
	}
}

/**
 * Returns the error to report if one `JSON.parse` of `bytes` would take too much time or memory; otherwise null. Yields
 * to the event loop while it counts values.
 */
export async function parseLimitError(bytes: Uint8Array): Promise<ApiError | null> {
	if (bytes.length <= cheapBytes) {
		return null;
	}

	const scan = new JsonScan(bytes);
	await scan.find(() => scan.deepest > maxDepth || scan.items > maxItems);

	if (scan.deepest > maxDepth) {
		return new ApiError('malformed', {detail: `JSON with more than ${maxDepth} levels`});
	}

	if (scan.items > maxItems) {
		return new ApiError('too-large', {detail: `more than ${maxItems} values`});
	}

	return null;
}

export async function yieldAfter(bytes: number): Promise<void> {
	if (bytes > cheapBytes) {
		await setImmediate();
	}
}
