import {setImmediate} from 'node:timers/promises';

/** Some elements of a JSON array: those in the bytes `from` … `to`. At `next` stands what comes then, a comma or the closing bracket. */
export type EntryBoundary = {readonly from: number; readonly to: number; readonly next: number};

const quote = 0x22;
const comma = 0x2c;
const backslash = 0x5c;
const openBracket = 0x5b;
const closeBracket = 0x5d;
const openBrace = 0x7b;
const closeBrace = 0x7d;
const colon = 0x3a;

const key = '"logs"';
const bytesPerTurn = 1_048_576;
/** Only a hostile answer has more keys of that name in front of its log. */
const maxCandidates = 1000;

/**
 * Where the elements of what looks like the array `logs` begin; null where nothing does. Text cannot look like that, as its quotes
 * are escaped; but it may be the `logs` of something else than what is asked for.
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

/** Where `"logs"` stands next; -1 where it does not. It yields to the event loop: with a quote everywhere the search is slow. */
async function indexOfKey(bytes: Buffer, from: number): Promise<number> {
	for (let start = from; start < bytes.length; start += bytesPerTurn) {
		if (start > from) {
			await setImmediate();
		}

		const at = bytes.subarray(start, start + bytesPerTurn + key.length - 1).indexOf(key);

		if (at !== -1) {
			return start + at;
		}
	}

	return -1;
}

/** The cut whose elements are known to be in these bytes; null where something goes on behind them. */
export function cutAt(bytes: Buffer, from: number, to: number): EntryBoundary | null {
	const next = skipSpace(bytes, to);
	const delimiter = bytes[next];
	return delimiter === comma || delimiter === closeBracket ? {from, to, next} : null;
}

/** Whether the array ends behind a cut. */
export function isLast(bytes: Buffer, {next}: EntryBoundary): boolean {
	return bytes[next] === closeBracket;
}

/**
 * So many bytes of elements, and a few more, by a look at the bytes behind it alone. It is right if, and only if, these are valid
 * JSON with brackets around them: then nothing before their end can be open. Null where nothing looks like an end.
 */
export function guessCut(bytes: Buffer, from: number, size: number): EntryBoundary | null {
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
 * So many bytes of elements, and a few more, or the last ones, found by going through every byte; null where the array never ends. An element
 * can be as long as the answer, so it yields to the event loop.
 */
export async function findCut(
	bytes: Buffer,
	from: number,
	size: number,
): Promise<EntryBoundary | null> {
	let depth = 0;
	let isText = false;
	let nextTurn = from + bytesPerTurn;

	for (let at = from; at < bytes.length; at++) {
		const byte = bytes[at];

		if (at >= nextTurn) {
			nextTurn = at + bytesPerTurn;
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

/** Whether an object with a key begins here. Within a text it cannot, as the quote is escaped there. */
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
