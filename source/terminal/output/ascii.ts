import {escapeUnits} from '../../core/text/escape-invisible.ts';
import {cellWidth} from '../width.ts';

const replacements: Readonly<Record<string, string>> = {
	'…': '~',
	'·': '-',
	'–': '-',
	'—': '-',
	'×': 'x',
	'→': '>',
	'“': '"',
	'”': '"',
	'’': "'",
};

/** Matches non-ASCII text together with the ASCII character before it, because both may form one grapheme. */
const nonAscii = /[ -~]?[^\p{ASCII}]+/gu;

/**
 * Replaces non-ASCII characters by ASCII of the same width. A terminal without UTF-8 could read their bytes as C1
 * control characters.
 */
export function inAscii(text: string): string {
	const plain = text.replaceAll(/[…·–—×→“”’]/g, sign => replacements[sign] ?? '?');
	return plain.replaceAll(nonAscii, run => {
		const [first = ''] = run.match(/^[ -~]/) ?? [];
		return first + '?'.repeat(Math.max(0, cellWidth(run) - first.length));
	});
}

/** Escapes all non-ASCII characters of a JSON text. The JSON value stays the same. */
export function jsonInAscii(json: string): string {
	return json.replaceAll(/[\u0080-\uFFFF]+/g, escapeUnits);
}

export function writeInAscii(stream: NodeJS.WriteStream, toAscii: (text: string) => string): void {
	const write = stream.write.bind(stream) as (chunk: unknown, ...rest: unknown[]) => boolean;
	stream.write = (chunk: string | Uint8Array, ...rest: unknown[]) =>
		write(toAscii(typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString()), ...rest);
}
