import {setImmediate} from 'node:timers/promises';

/** Elements of a JSON array in the bytes `from` to `to`. `next` is the index of the comma or closing bracket after them. */
export type ElementRange = {readonly from: number; readonly to: number; readonly next: number};

const quote = 0x22;
const comma = 0x2c;
const backslash = 0x5c;
const openBracket = 0x5b;
const closeBracket = 0x5d;
const openBrace = 0x7b;
const closeBrace = 0x7d;
const colon = 0x3a;

const key = '"logs"';
const bytesPerYield = 1_048_576;
/** Only a malicious response has more keys `logs` before its log. */
const maxCandidates = 1000;

/**
 * Finds the first element of an array `logs`; null if there is none. It never matches inside a string, where quotes are escaped, but
 * the array may belong to another object than `data`.
 */
export async function findLogs(bytes: Buffer): Promise<number | null> {
	let at = -1;

	for (let candidates = 0; candidates < maxCandidates; candidates++) {
		at = await indexOfKey(bytes, at + 1);

		if (at === -1) {
			return null;
		}

		const afterKey = skipSpace(bytes, at + key.length);
		const open = skipSpace(bytes, afterKey + 1);

		if (bytes[afterKey] === colon && bytes[open] === openBracket) {
			return open + 1;
		}
	}

	return null;
}

/** Yields to the event loop, since the search is slow in text full of quotes. */
async function indexOfKey(bytes: Buffer, from: number): Promise<number> {
	for (let start = from; start < bytes.length; start += bytesPerYield) {
		if (start > from) {
			await setImmediate();
		}

		const at = bytes.subarray(start, start + bytesPerYield + key.length - 1).indexOf(key);

		if (at !== -1) {
			return start + at;
		}
	}

	return -1;
}

/** The range of elements that are known to end at `to`; null if neither a comma nor a bracket follows. */
export function rangeAt(bytes: Buffer, from: number, to: number): ElementRange | null {
	const next = skipSpace(bytes, to);
	const delimiter = bytes[next];
	return delimiter === comma || delimiter === closeBracket ? {from, to, next} : null;
}

export function isLastRange(bytes: Buffer, {next}: ElementRange): boolean {
	return bytes[next] === closeBracket;
}

/**
 * Guesses a range of at least `size` bytes from the bytes near its end. The guess is right exactly if the range in brackets is valid
 * JSON. Null if nothing looks like the end of an element.
 */
export function guessRange(bytes: Buffer, from: number, size: number): ElementRange | null {
	const reach = from + 2 * size;

	for (
		let brace = bytes.indexOf(closeBrace, from + size);
		brace !== -1 && brace < reach;
		brace = bytes.indexOf(closeBrace, brace + 1)
	) {
		const next = skipSpace(bytes, brace + 1);

		if (bytes[next] === comma && opensObject(bytes, next + 1)) {
			return {from, to: brace + 1, next};
		}
	}

	return null;
}

/**
 * Finds a range of at least `size` bytes, or the rest of the array, by scanning every byte. Null if the array never ends. Yields to
 * the event loop, since an element can be as long as the response.
 */
export async function findRange(
	bytes: Buffer,
	from: number,
	size: number,
): Promise<ElementRange | null> {
	let depth = 0;
	let isText = false;
	let nextYield = from + bytesPerYield;

	for (let at = from; at < bytes.length; at++) {
		const byte = bytes[at];

		if (at >= nextYield) {
			nextYield = at + bytesPerYield;
			await setImmediate();
		}

		if (isText) {
			at += byte === backslash ? 1 : 0;
			isText = byte !== quote;
		} else if (byte === quote) {
			isText = true;
		} else if (byte === openBrace || byte === openBracket) {
			depth++;
		} else if (depth > 0) {
			depth -= byte === closeBrace || byte === closeBracket ? 1 : 0;
		} else if (byte === closeBracket || (byte === comma && at - from >= size)) {
			return {from, to: skipSpaceBack(bytes, from, at), next: at};
		}
	}

	return null;
}

/** Whether an object with a key begins here. Inside a string the quote would be escaped. */
function opensObject(bytes: Buffer, from: number): boolean {
	const brace = skipSpace(bytes, from);
	return bytes[brace] === openBrace && bytes[skipSpace(bytes, brace + 1)] === quote;
}

function skipSpace(bytes: Buffer, from: number): number {
	let at = from;

	while (isSpace(bytes[at])) {
		at++;
	}

	return at;
}

function skipSpaceBack(bytes: Buffer, from: number, to: number): number {
	let at = to;

	while (at > from && isSpace(bytes[at - 1])) {
		at--;
	}

	return at;
}

function isSpace(byte: number | undefined): boolean {
	return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
}
