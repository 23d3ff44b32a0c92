import {setImmediate} from 'node:timers/promises';
import type {TextDocument} from '../../../core/output/output-view.ts';
import type {SafeText} from '../../../core/text/text.ts';
import {cleanProse} from '../../../core/text/sanitize.ts';
import {charsetOf} from './content-type.ts';
import {prettyJson} from '../../../core/text/pretty-json.ts';

/** A line that is longer is in pieces, so that none costs more to wrap than a key may wait for. */
const maxLineLength = 4096;
/** Lines that are cleaned before others have their turn. */
const linesPerTurn = 2000;

/** The bytes of a text as text: by the mark at its start, else by its type's charset, else as UTF-8. */
export function decodeText(bytes: Uint8Array, type: string): string {
	const marked = [
		{label: 'utf-16le', mark: [0xff, 0xfe]},
		{label: 'utf-16be', mark: [0xfe, 0xff]},
		{label: 'utf-8', mark: [0xef, 0xbb, 0xbf]},
	].find(({mark}) => mark.every((byte, index) => bytes[index] === byte));
	return decoderFor(marked?.label ?? charsetOf(type) ?? 'utf-8').decode(bytes);
}

/** A text as a document, JSON as a tree. It is cleaned in portions between which keys are served. */
export async function textDocument(
	exact: string,
	{size, isTruncated}: Pick<TextDocument, 'size' | 'isTruncated'>,
): Promise<TextDocument> {
	const lines: SafeText[] = [];
	const raw = (isTruncated ? null : prettyJson(exact)) ?? exact.split(/\r\n|[\n\r]/);

	for (const [index, line] of raw.entries()) {
		for (let from = 0; from === 0 || from < line.length; from += maxLineLength) {
			lines.push(cleanProse(line.slice(from, from + maxLineLength)));
		}

		if (index % linesPerTurn === linesPerTurn - 1) {
			await setImmediate();
		}
	}

	// What ends with a line end has no empty line behind it.
	if (lines.length > 1 && lines.at(-1) === '') {
		lines.pop();
	}

	return {lines, exact, size, isTruncated};
}

/** A charset that nobody knows is taken for UTF-8, in which what is not shows as marks. */
function decoderFor(label: string): {decode(bytes: Uint8Array): string} {
	try {
		return new TextDecoder(label);
	} catch {
		return new TextDecoder('utf-8');
	}
}
