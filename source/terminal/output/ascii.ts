import {escapeUnits} from '../../core/text/json-text.ts';
import {cellWidth} from '../width.ts';

/** Signs and their replacements, in the same order. */
const signs = '…·–—×→“”’¥';
const replacements = `~---x>""'Y`;

/**
 * Replaces non-ASCII characters by ASCII of the same width. A terminal without UTF-8 could read their bytes as C1
 * control characters.
 */
export function inAscii(text: string): string {
	const plain = text.replaceAll(/[…·–—×→“”’¥]/g, sign => replacements.charAt(signs.indexOf(sign)));
	// An ASCII character may form one grapheme with those after it.
	return plain.replaceAll(/([ -~]?)[^\p{ASCII}]+/gu, (run, first: string) =>
		first.padEnd(cellWidth(run), '?'),
	);
}

/** Escapes all non-ASCII characters of a JSON text. The JSON value stays the same. */
export function jsonInAscii(json: string): string {
	return json.replaceAll(/[\u0080-\uFFFF]+/g, escapeUnits);
}

/** Replaces `stream.write`, so that all texts pass through `toAscii`. */
export function writeInAscii(stream: NodeJS.WriteStream, toAscii: (text: string) => string): void {
	const write = stream.write.bind(stream) as (chunk: unknown, ...rest: unknown[]) => boolean;
	stream.write = (chunk: string | Uint8Array, ...rest: unknown[]) =>
		write(toAscii(typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString()), ...rest);
}
