import {setImmediate} from 'node:timers/promises';
import type {ApiError} from './errors/api-error.ts';
import {MalformedError} from './errors/malformed-error.ts';
import {TooLargeError} from './errors/too-large-error.ts';

/** JSON of this size is parsed in less than 250 ms, whatever it holds. */
export const cheapBytes = 1_048_576;
/** The most keys and values outside the log: parsing these takes less than 250 ms, even if no two objects share a key. */
const maxItems = 500_000;
/** Levels of arrays and objects. */
const maxDepth = 64;

/** A range of bytes, up to `to`. */
export type Range = {readonly from: number; readonly to: number};

const quote = 0x22;
const comma = 0x2c;
const colon = 0x3a;
const backslash = 0x5c;

/**
 * Counts the keys and values of JSON, and its levels, without parsing it. The bytes may come in any number of pieces. Exact for valid JSON only:
 * the parser refuses everything else anyway.
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
 * Why parsing the JSON in these bytes in one piece would take too much time or memory; null where it would not. It yields to the event loop
 * after each MiB. Size alone is no reason.
 */
export async function costOf(
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

/** Yields to the event loop after a large piece. */
export async function yieldAfter(bytes: number): Promise<void> {
	if (bytes > cheapBytes) {
		await setImmediate();
	}
}
