import {readSync} from 'node:fs';

/** A line of a file, without its end, and where its bytes are. */
export type FileLine = {
	readonly text: string;
	readonly offset: number;
	readonly length: number;
};

const chunkSize = 256 * 1024;
const lineEnd = 0x0a;

/** The lines of an open file, one after another, without holding more than one. What follows the last line end is a line too. */
export function* readLines(file: number): Generator<FileLine> {
	const chunk = Buffer.allocUnsafe(chunkSize);
	let parts: Buffer[] = [];
	let offset = 0;
	let position = 0;

	for (;;) {
		const read = readSync(file, chunk, 0, chunkSize, position);
		let from = 0;

		for (let end = chunk.indexOf(lineEnd); end !== -1 && end < read;) {
			parts.push(chunk.subarray(from, end));
			const bytes = Buffer.concat(parts);
			yield {text: bytes.toString(), offset, length: bytes.length};
			parts = [];
			from = end + 1;
			offset = position + from;
			end = chunk.indexOf(lineEnd, from);
		}

		if (read === 0) {
			break;
		}

		parts.push(Buffer.from(chunk.subarray(from, read)));
		position += read;
	}

	const rest = Buffer.concat(parts);

	if (rest.length > 0) {
		yield {text: rest.toString(), offset, length: rest.length};
	}
}

/** The text of a piece of an open file. */
export function readPiece(
	file: number,
	{offset, length}: Pick<FileLine, 'offset' | 'length'>,
): string {
	const bytes = Buffer.alloc(length);
	readSync(file, bytes, 0, length, offset);
	return bytes.toString();
}
