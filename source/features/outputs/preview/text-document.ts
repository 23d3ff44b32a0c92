import type {TextDocument} from '../../../core/output/output-view.ts';
import {prettyJson} from '../../../core/text/pretty-json.ts';
import {cleanProse} from '../../../core/text/sanitize.ts';

/** In UTF-16 units. Longer lines are split, because finding the hits in them would delay the response to keys. */
const maxLineLength = 4096;

/** Uses the byte order mark, or else the charset in `type` (a `Content-Type` header), or else UTF-8. */
export function decodeText(bytes: Uint8Array, type: string): string {
	const marked = [
		{label: 'utf-16le', mark: [0xff, 0xfe]},
		{label: 'utf-16be', mark: [0xfe, 0xff]},
		{label: 'utf-8', mark: [0xef, 0xbb, 0xbf]},
	].find(({mark}) => mark.every((byte, index) => bytes[index] === byte));
	const charset = /;\s*charset\s*=\s*"?([\w.:-]+)/i.exec(type)?.[1];
	return decoderFor(marked?.label ?? charset ?? 'utf-8').decode(bytes);
}

/** Sanitizes the lines, and indents JSON. */
export function textDocument(
	exact: string,
	{size, isTruncated}: Pick<TextDocument, 'size' | 'isTruncated'>,
): TextDocument {
	const raw = (isTruncated ? null : prettyJson(exact)) ?? exact.split(/\r\n|[\n\r]/);
	const lines = raw.flatMap(line =>
		Array.from({length: Math.max(1, Math.ceil(line.length / maxLineLength))}, (_, part) =>
			cleanProse(line.slice(part * maxLineLength, (part + 1) * maxLineLength)),
		),
	);

	// A final line break does not start an empty line.
	if (lines.length > 1 && lines.at(-1) === '') {
		lines.pop();
	}

	return {lines, exact, size, isTruncated};
}

function decoderFor(label: string): {decode(bytes: Uint8Array): string} {
	try {
		return new TextDecoder(label);
	} catch {
		return new TextDecoder('utf-8');
	}
}
