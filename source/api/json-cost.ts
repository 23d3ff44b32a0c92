import {setImmediate} from 'node:timers/promises';
import type {ApiError} from './errors/api-error.ts';
import {MalformedError} from './errors/malformed-error.ts';
import {TooLargeError} from './errors/too-large-error.ts';

/** JSON of this size is always parsed in less than 250 ms. */
export const cheapBytes = 1_048_576;
/** Keys and values outside the log. Parsing them takes less than 250 ms, even if no two objects share a key. */
const maxItems = 500_000;
/** Nested arrays and objects. */
const maxDepth = 64;

/** Bytes from `from` up to, not including, `to`. */
export type Range = {readonly from: number; readonly to: number};

const quote = 0x22;
const comma = 0x2c;
const colon = 0x3a;
const backslash = 0x5c;

/**
 * Counts the keys, values and levels of JSON without parsing it. The bytes may come in any number of chunks. Exact only for valid
 * JSON.
 */
export class JsonScan {
	#isText = false;
	#isEscaped = false;
	#depth = 0;
	deepest = 0;
	items = 0;

	scan(bytes: Uint8Array, from: number, to: number): void {
		let isText = this.#isText;
		let isEscaped = this.#isEscaped;
		let depth = this.#depth;
		let {deepest, items} = this;

		for (let at = from; at < to; at++) {
			const byte = bytes[at];

			if (isEscaped) {
				isEscaped = false;
			} else if (byte === quote) {
				isText = !isText;
			} else if (isText) {
				isEscaped = byte === backslash;
			} else if (byte === comma || byte === colon) {
				items++;
			} else if (byte === 0x5b || byte === 0x7b) {
				items++;
				depth++;
				deepest = Math.max(deepest, depth);
			} else if (byte === 0x5d || byte === 0x7d) {
				depth--;
			}
		}

		this.#isText = isText;
		this.#isEscaped = isEscaped;
		this.#depth = depth;
		this.deepest = deepest;
		this.items = items;
	}
}

/**
 * Returns an error if parsing the JSON in these ranges at once would take too much time or memory. Size alone is no reason. Yields
 * to the event loop after each MiB.
 */
export async function parseLimitError(
	bytes: Uint8Array,
	...ranges: readonly Range[]
): Promise<ApiError | null> {
	if (ranges.reduce((sum, {from, to}) => sum + to - from, 0) <= cheapBytes) {
		return null;
	}

	const scan = new JsonScan();

	for (const range of ranges) {
		for (let from = range.from; from < range.to; from += cheapBytes) {
			scan.scan(bytes, from, Math.min(from + cheapBytes, range.to));

			if (scan.deepest > maxDepth) {
				return new MalformedError({detail: `JSON with more than ${maxDepth} levels`});
			}

			if (scan.items > maxItems) {
				return new TooLargeError({detail: `more than ${maxItems} values`});
			}

			await setImmediate();
		}
	}

	return null;
}

/** Yields to the event loop if more than `cheapBytes` were processed. */
export async function yieldAfter(bytes: number): Promise<void> {
	if (bytes > cheapBytes) {
		await setImmediate();
	}
}
