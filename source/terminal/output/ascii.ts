import {cellWidth} from '../width.ts';

/** What stands for common signs; of the width that they have. */
const twins: Readonly<Record<string, string>> = {
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

/** What else ASCII has not, with the letter before it, which may be a part of the same grapheme. */
const foreign = /[ -~]?[^\p{ASCII}]+/gu;

/** A text in ASCII, in as many cells: for a terminal to which other bytes are letters of its own, or controls (C1). */
export function inAscii(text: string): string {
	const plain = text.replaceAll(/[…·–—×→“”’]/g, sign => twins[sign] ?? '?');
	return plain.replaceAll(foreign, run => {
		const [first = ''] = run.match(/^[ -~]/) ?? [];
		return first + '?'.repeat(Math.max(0, cellWidth(run) - first.length));
	});
}

/** JSON in ASCII, which is the same JSON. */
export function jsonInAscii(json: string): string {
	return json.replaceAll(
		/[\u0080-\uFFFF]/g,
		unit => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
	);
}

/** Has a stream write all texts so. */
export function writeInAscii(stream: NodeJS.WriteStream, toAscii: (text: string) => string): void {
	const write = stream.write.bind(stream) as (chunk: unknown, ...rest: unknown[]) => boolean;
	stream.write = (chunk: string | Uint8Array, ...rest: unknown[]) =>
		write(toAscii(typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString()), ...rest);
}
