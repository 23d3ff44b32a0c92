import {readSync} from 'node:fs';
import {isRecord} from '../../../api/wire/readers.ts';

/** A parsed line; its fields are not validated. */
export type RawLine = Readonly<Record<string, unknown>>;

/** The position of a line in a file, without its line break. `offset` and `length` are in bytes. */
export type LinePosition = {
	/** The file descriptor of the open file. */
	readonly file: number;
	readonly offset: number;
	readonly length: number;
};

/** A line and its position. `text` is null if the line is longer than the limit. */
export type FileLine = LinePosition & {readonly text: string | null};

const chunkSize = 256 * 1024;
const lineBreak = 0x0a;

/**
 * Maximum length of a line in bytes. Recorded lines are shorter, since a response has at most 64 MiB. Longer lines
 * are not kept in memory.
 */
const maxLineBytes = 256 * 1024 * 1024;

/** Reads a file line by line. The last line may have no line break. */
export function* readLines(file: number, maxBytes = maxLineBytes): Generator<FileLine> {
	const chunk = Buffer.allocUnsafe(chunkSize);
	let parts: Buffer[] = [];
	let offset = 0;
	let length = 0;

	function add(piece: Buffer): void {
		length += piece.length;
		parts = length > maxBytes ? [] : [...parts, piece];
	}

	function line(): FileLine {
		return {
			file,
			offset,
			length,
			text: length > maxBytes ? null : Buffer.concat(parts).toString(),
		};
	}

	for (let read = readSync(file, chunk); read > 0; read = readSync(file, chunk)) {
		const bytes = chunk.subarray(0, read);
		let from = 0;

		for (let end = bytes.indexOf(lineBreak); end !== -1; end = bytes.indexOf(lineBreak, from)) {
			add(bytes.subarray(from, end));
			yield line();
			offset += length + 1;
			parts = [];
			length = 0;
			from = end + 1;
		}

		add(Buffer.from(bytes.subarray(from)));
	}

	if (length > 0) {
		yield line();
	}
}

/** Reads the line at a position again. Returns a line without fields if the file has changed. */
export function readLineAt({file, offset, length}: LinePosition): RawLine {
	const bytes = Buffer.alloc(length);
	readSync(file, bytes, 0, length, offset);
	return parseLine(bytes.toString()) ?? {};
}

/** Parses a line. Returns null if the line is incomplete or damaged. */
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
