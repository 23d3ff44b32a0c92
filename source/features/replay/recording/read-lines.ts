import {readSync} from 'node:fs';

/** A line of a file, without its end, and where its bytes are. */
export type FileLine = {
	/** Null where it is longer than any that was recorded. */
	readonly text: string | null;
	readonly offset: number;
	readonly length: number;
};

const chunkSize = 256 * 1024;
const lineEnd = 0x0a;

/** More bytes than a line is written with: a response has at most 64 MiB. What is longer is not held in memory. */
const maxLineBytes = 256 * 1024 * 1024;

/** The lines of an open file, one after another, without holding more than one. What follows the last line end is a line too. */
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

/** The text of a piece of an open file. */
export function readText(
	file: number,
	{offset, length}: Pick<FileLine, 'offset' | 'length'>,
): string {
	const bytes = Buffer.alloc(length);
	readSync(file, bytes, 0, length, offset);
	return bytes.toString();
}
