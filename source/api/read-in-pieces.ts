import {randomUUID} from 'node:crypto';
import {setImmediate} from 'node:timers/promises';
import type {ExecutionResponse} from '../core/execution.ts';
import {digestOf} from './digest.ts';
import {dataOf} from './failure.ts';
import {parseLimitError, yieldAfter} from './json-cost.ts';
import {
	rangeAt,
	findRange,
	findLogs,
	guessRange,
	isLastRange,
	type ElementRange,
} from './log-ranges.ts';
import type {RawResponse} from './raw-response.ts';
import {readExecution} from './wire/execution.ts';
import {LogReader} from './wire/logs.ts';

/** A part of a log: its size in bytes, its number of entries, and the digest of its bytes. */
export type Piece = {readonly bytes: number; readonly entries: number; readonly digest: string};

/** A response, and the pieces of its log. */
export type ParsedResponse = {
	readonly response: ExecutionResponse;
	readonly pieces: readonly Piece[];
};

export type ParsedPieces = ParsedResponse & {
	/** Null without `withData`. */
	readonly data: Readonly<Record<string, unknown>> | null;
};

type Options = {
	/** Whether to return `data` of the response. Then no piece can be skipped. */
	readonly withData?: boolean;
	/** The approximate size of a piece in bytes. */
	readonly size?: number;
};

type PlacedPiece = {readonly piece: Piece; readonly from: number};

/** A piece of this size takes about 2 ms. */
const pieceSize = 262_144;

/** Replaces the log in the JSON; unknown to the service. */
const placeholder = randomUUID();

/**
 * Parses an execution response with its log in pieces, and yields to the event loop between them. Leading pieces that are the same as
 * in the previous response are skipped, so only the new part of a growing log costs time. Returns null if the log is not found or not
 * valid JSON: then the response has to be parsed as a whole. Throws like `dataOf`.
 */
export async function readInPieces(
	raw: RawResponse,
	previous: ParsedResponse | null,
	{withData = false, size = pieceSize}: Options = {},
): Promise<ParsedPieces | null> {
	const bytes = raw.bytes();
	const start = await findLogs(bytes);

	if (start === null) {
		return null;
	}

	const before = previous?.response.logs ?? [];
	const {placed, ...repeated} = repeatedPieces(
		bytes,
		start,
		withData ? [] : (previous?.pieces ?? []),
	);
	const entries = placed.reduce((sum, {piece}) => sum + piece.entries, 0);
	const reader = new LogReader(before, entries);
	const logs = before.slice(0, entries);
	const items: unknown[] = [];
	let {range} = repeated;

	while (range === null || !isLastRange(bytes, range)) {
		const part = await parseElements(raw, range === null ? start : range.next + 1, size);

		// An empty part before or after a comma is invalid JSON, unless the log is empty.
		if (
			part === null ||
			(part.elements.length === 0 && !(range === null && isLastRange(bytes, part.range)))
		) {
			return null;
		}

		const fresh = reader.read(part.elements);
		({range} = part);
		append(logs, fresh);

		if (part.elements.length > 0) {
			addPiece(placed, bytes, range, fresh.length, size);
		}

		if (withData) {
			append(items, part.elements);
		}

		if (bytes.length > size) {
			await setImmediate();
		}
	}

	const end = range.next;
	const limitError = await parseLimitError(
		bytes,
		{from: 0, to: start},
		{from: end, to: bytes.length},
	);

	if (limitError !== null) {
		throw limitError;
	}

	const rest = start + bytes.length - end;
	const text = `${raw.text(0, start)}"${placeholder}"${raw.text(end)}`;
	await yieldAfter(rest);
	const data = dataOf({...raw, text: () => text});

	if (!isPlaceholder(data['logs'])) {
		return null;
	}

	await yieldAfter(rest);
	const {execution} = readExecution({...data, logs: []});
	const isSame = logs.length === entries && before.length === entries;
	return {
		response: {execution, logs: isSame ? before : logs},
		pieces: placed.map(({piece}) => piece),
		data: withData ? {...data, logs: items} : null,
	};
}

/** The pieces that the log starts with again, and the range of the last one. */
function repeatedPieces(
	bytes: Buffer,
	start: number,
	pieces: readonly Piece[],
): {readonly placed: PlacedPiece[]; readonly range: ElementRange | null} {
	const placed: PlacedPiece[] = [];
	let last: ElementRange | null = null;

	for (const piece of pieces) {
		const from: number = last === null ? start : last.next + 1;
		const to = from + piece.bytes;
		const range = rangeAt(bytes, from, to);

		if (range === null || digestOf(bytes.subarray(from, to)) !== piece.digest) {
			break;
		}

		placed.push({piece, from});
		last = range;

		if (isLastRange(bytes, range)) {
			break;
		}
	}

	return {placed, range: last};
}

/** Parses the elements of the next piece. Null if they are invalid JSON, even in a range that was found by scanning. */
async function parseElements(
	raw: RawResponse,
	from: number,
	size: number,
): Promise<{readonly range: ElementRange; readonly elements: readonly unknown[]} | null> {
	for (const find of [guessRange, findRange]) {
		const range = await find(raw.bytes(), from, size);
		const limitError = range === null ? null : await parseLimitError(raw.bytes(), range);

		if (limitError !== null) {
			throw limitError;
		}

		const elements = range === null ? null : parseArray(`[${raw.text(range.from, range.to)}]`);

		if (range !== null && elements !== null) {
			return {range, elements};
		}
	}

	return null;
}

function parseArray(text: string): readonly unknown[] | null {
	try {
		return JSON.parse(text) as readonly unknown[];
	} catch {
		// A wrong guess, or an invalid response, which is reported when it is parsed as a whole.
		return null;
	}
}

/** Merges small pieces; otherwise a log that grows by one line per poll would have one piece per line. */
function addPiece(
	placed: PlacedPiece[],
	bytes: Buffer,
	{from, to}: ElementRange,
	entries: number,
	size: number,
): void {
	const last = placed.at(-1);
	const joins = last !== undefined && to - last.from <= size;
	const begin = joins ? last.from : from;

	if (joins) {
		placed.pop();
	}

	placed.push({
		from: begin,
		piece: {
			bytes: to - begin,
			entries: entries + (joins ? last.piece.entries : 0),
			digest: digestOf(bytes.subarray(begin, to)),
		},
	});
}

/** Not `push(...more)`: too many arguments overflow the stack. */
function append<Item>(items: Item[], more: readonly Item[]): void {
	for (const item of more) {
		items.push(item);
	}
}

function isPlaceholder(logs: unknown): boolean {
	return Array.isArray(logs) && logs.length === 1 && logs[0] === placeholder;
}
