import {randomUUID} from 'node:crypto';
import {setImmediate} from 'node:timers/promises';
import type {ExecutionResponse} from '../core/execution.ts';
import {digestOf} from './digest.ts';
import {dataOf} from './failure.ts';
import {costOf, yieldAfter} from './json-cost.ts';
import {cutAt, findCut, findLogs, guessCut, isLast, type EntryBoundary} from './log-cuts.ts';
import type {RawResponse} from './reply.ts';
import {readExecution} from './wire/execution.ts';
import {LogReader} from './wire/logs.ts';

/** A part of a log that was read: so many bytes of the answer, and the entries in them. */
export type Piece = {readonly bytes: number; readonly entries: number; readonly digest: string};

/** What an answer said, and the pieces that its log was read in. */
export type Kept = {readonly response: ExecutionResponse; readonly pieces: readonly Piece[]};

export type ReadInPieces = Kept & {
	/** What the answer was made from; null where it was not wanted. */
	readonly data: Readonly<Record<string, unknown>> | null;
};

type Options = {
	/** Whether the `data` is wanted that the answer is made from. Nothing of it can be left out then. */
	readonly withData?: boolean;
	/** Bytes of a piece, about. */
	readonly size?: number;
};

/** A piece, and where it begins in the bytes at hand. */
type Placed = {readonly piece: Piece; readonly from: number};

/** Bytes of a piece: it is parsed and read in some two milliseconds. */
const pieceSize = 262_144;

/** Stands in the place of the log; no service knows it. */
const placeholder = randomUUID();

/**
 * Reads a reply with its log in pieces: those that the answer before began with are not even decoded, the others are parsed
 * one after the other, and others have their turn in between. So a longer answer costs its new part, and one of any length holds up nobody.
 * Null where the log is not where it looks to be, or is no JSON: then the reply has to be read as a whole. Throws like `dataOf`.
 */
export async function readInPieces(
	reply: RawResponse,
	known: Kept | null,
	{withData = false, size = pieceSize}: Options = {},
): Promise<ReadInPieces | null> {
	const bytes = reply.bytes();
	const start = await findLogs(bytes);

	if (start === null) {
		return null;
	}

	const before = known?.response.logs ?? [];
	const {placed, ...repeated} = repeatedPieces(bytes, start, withData ? [] : (known?.pieces ?? []));
	const entries = placed.reduce((sum, {piece}) => sum + piece.entries, 0);
	const reader = new LogReader(before, entries);
	const logs = before.slice(0, entries);
	const items: unknown[] = [];
	let {cut} = repeated;

	while (cut === null || !isLast(bytes, cut)) {
		const part = await parseElements(reply, cut === null ? start : cut.next + 1, size);

		// Nothing before a comma, or behind one, is no JSON; nothing at all is an empty log.
		if (
			part === null ||
			(part.elements.length === 0 && !(cut === null && isLast(bytes, part.cut)))
		) {
			return null;
		}

		const fresh = reader.read(part.elements);
		({cut} = part);
		append(logs, fresh);

		if (part.elements.length > 0) {
			addPiece(placed, bytes, cut, fresh.length, size);
		}

		if (withData) {
			append(items, part.elements);
		}

		if (bytes.length > size) {
			await setImmediate();
		}
	}

	const end = cut.next;
	const refusal = await costOf(bytes, {from: 0, to: start}, {from: end, to: bytes.length});

	if (refusal !== null) {
		throw refusal;
	}

	const rest = start + bytes.length - end;
	const text = `${reply.text(0, start)}"${placeholder}"${reply.text(end)}`;
	await yieldAfter(rest);
	const data = dataOf({...reply, text: () => text});

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

/** The pieces that these bytes begin with, and the cut behind the last of them; null where there are none. */
function repeatedPieces(
	bytes: Buffer,
	start: number,
	pieces: readonly Piece[],
): {readonly placed: Placed[]; readonly cut: EntryBoundary | null} {
	const placed: Placed[] = [];
	let last: EntryBoundary | null = null;

	for (const piece of pieces) {
		const from: number = last === null ? start : last.next + 1;
		const to = from + piece.bytes;
		const cut = cutAt(bytes, from, to);

		if (cut === null || digestOf(bytes.subarray(from, to)) !== piece.digest) {
			break;
		}

		placed.push({piece, from});
		last = cut;

		if (isLast(bytes, cut)) {
			break;
		}
	}

	return {placed, cut: last};
}

/** The elements from here on that make a piece. A guess that is no JSON is followed by a thorough look; null where that is none either. */
async function parseElements(
	reply: RawResponse,
	from: number,
	size: number,
): Promise<{readonly cut: EntryBoundary; readonly elements: readonly unknown[]} | null> {
	for (const find of [guessCut, findCut]) {
		const cut = await find(reply.bytes(), from, size);
		const refusal = cut === null ? null : await costOf(reply.bytes(), cut);

		if (refusal !== null) {
			throw refusal;
		}

		const elements = cut === null ? null : parseArray(`[${reply.text(cut.from, cut.to)}]`);

		if (cut !== null && elements !== null) {
			return {cut, elements};
		}
	}

	return null;
}

function parseArray(text: string): readonly unknown[] | null {
	try {
		return JSON.parse(text) as readonly unknown[];
	} catch {
		// Either the cut was not right, or the whole answer is wrong; that is told when it is read as a whole.
		return null;
	}
}

/** Small pieces become one: a log that grows by a line with every poll would have as many pieces as lines. */
function addPiece(
	placed: Placed[],
	bytes: Buffer,
	{from, to}: EntryBoundary,
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

/** Pushes one by one: as arguments of one call they would be too many for the stack. */
function append<Item>(items: Item[], more: readonly Item[]): void {
	for (const item of more) {
		items.push(item);
	}
}

function isPlaceholder(logs: unknown): boolean {
	return Array.isArray(logs) && logs.length === 1 && logs[0] === placeholder;
}
