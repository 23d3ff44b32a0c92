import {isRecord, readNumber} from '../../../api/wire/readers.ts';
import type {Repeats} from './log-repeats.ts';
import type {RawLine} from './line-action.ts';
import {readSync} from 'node:fs';

/** A line without its line break, and its bytes' position. */
export type FileLine = {
	/** Null above `maxLineBytes`. */
	readonly text: string | null;
	readonly offset: number;
	readonly length: number;
};

const chunkSize = 256 * 1024;
const lineEnd = 0x0a;

/** Above any recorded line, since a response has at most 64 MiB. Longer lines are not kept in memory. */
const maxLineBytes = 256 * 1024 * 1024;

/** Reads line by line; the last line needs no line break. */
export function* readLines(file: number, longest = maxLineBytes): Generator<FileLine> {
	const chunk = Buffer.allocUnsafe(chunkSize);
	let parts: Buffer[] = [];
	let offset = 0;
	let length = 0;
	let position = 0;

	function add(piece: Buffer): void {
		length += piece.length;

		if (length > longest) {
			parts = [];
		} else {
			parts.push(piece);
		}
	}

	function line(): FileLine {
		const text = length > longest ? null : Buffer.concat(parts).toString();
		return {text, offset, length};
	}

	for (;;) {
		const read = readSync(file, chunk, 0, chunkSize, position);
		let from = 0;

		for (let end = chunk.indexOf(lineEnd); end !== -1 && end < read;) {
			add(chunk.subarray(from, end));
			yield line();
			parts = [];
			length = 0;
			from = end + 1;
			offset = position + from;
			end = chunk.indexOf(lineEnd, from);
		}

		if (read === 0) {
			break;
		}

		add(Buffer.from(chunk.subarray(from, read)));
		position += read;
	}

	if (length > 0) {
		yield line();
	}
}

export function readText(
	file: number,
	{offset, length}: Pick<FileLine, 'offset' | 'length'>,
): string {
	const bytes = Buffer.alloc(length);
	readSync(file, bytes, 0, length, offset);
	return bytes.toString();
}

/** Null for a truncated or damaged line. */
export function parseLine(text: string): RawLine | null {
	try {
		const value: unknown = JSON.parse(text);
		return isRecord(value) ? value : null;
	} catch (error) {
		if (error instanceof SyntaxError) {
			return null;
		}

		throw error;
	}
}

export type LinePosition = Pick<FileLine, 'offset' | 'length'> & {
	/** File descriptor. */
	readonly file: number;
};

/** The position of a response. */
export type ResponsePosition = LinePosition & {
	/** The response whose log it continues; null if its log is whole. */
	readonly base: ResponsePosition | null;
	/** Whether a line between them is broken, or `repeats` exceeds the log before. */
	readonly followsGap: boolean;
};

/** Empty if the file changed meanwhile. */
export function readLineAt(position: LinePosition): RawLine {
	return parseLine(readText(position.file, position)) ?? {};
}

/** Null for a whole log. */
export function readRepeats(value: unknown): Repeats | null {
	return isRecord(value)
		? {from: readNumber(value['from']) ?? 0, count: readNumber(value['count']) ?? 0}
		: null;
}
