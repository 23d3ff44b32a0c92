import stringWidth from 'string-width';

const segmenter = new Intl.Segmenter();
const ascii = /^[\u0020-\u007E]*$/;

/**
 * No grapheme of a cleaned text has more UTF-16 units than this, as none has more than 64 bytes. So of a line of a
 * megabyte only as much is looked at as is seen.
 */
const mostUnitsPerCell = 64;

/** What a text ends in (or `cutStart` begins with) where a part of it was cut off. */
export type Cut = {readonly ellipsis?: string};

/** How many cells a text takes: 2 for an ideograph or an emoji, 0 for a combining mark. The text has to be clean. */
export function cellWidth(text: string): number {
	return stringWidth(text, {countAnsiEscapeCodes: true});
}

/**
 * The part of a text in the cells from `from` to `to`, at most `to - from` cells wide. Half a wide character at the
 * start becomes a space, so that what follows stays in its column; half a one at the end is left out. With `from` 0
 * it is always the beginning of the text, unit by unit.
 */
export function slice(text: string, from: number, to: number): string {
	const head = text.slice(0, Math.max(0, to) * mostUnitsPerCell);

	if (ascii.test(head)) {
		return text.slice(Math.max(0, from), Math.max(0, to));
	}

	let kept = '';
	let end = 0;

	for (const {segment} of segmenter.segment(head)) {
		const start = end;
		end += cellWidth(segment);

		if (end > to) {
			break;
		}

		if (start >= from) {
			kept += segment;
		} else if (end > from) {
			kept += ' '.repeat(end - from);
		}
	}

	return kept;
}

/** A text as it is where it fits into so many cells, else its beginning and an ellipsis. */
export function fit(text: string, cells: number, {ellipsis = '…'}: Cut = {}): string {
	if (slice(text, 0, cells).length === text.length) {
		return text;
	}

	const room = cells - cellWidth(ellipsis);
	return room < 0 ? slice(ellipsis, 0, cells) : slice(text, 0, room) + ellipsis;
}

/** A text that is exactly so many cells wide: cut like `fit`, or filled up with spaces. */
export function pad(text: string, cells: number, cut: Cut = {}): string {
	const fitted = fit(text, cells, cut);
	return fitted + ' '.repeat(Math.max(0, cells - cellWidth(fitted)));
}

/** A text as it is where it fits into so many cells, else an ellipsis and its end. */
export function cutStart(text: string, cells: number, {ellipsis = '…'}: Cut = {}): string {
	if (slice(text, 0, cells).length === text.length) {
		return text;
	}

	const room = cells - cellWidth(ellipsis);
	return room < 0 ? slice(ellipsis, 0, cells) : ellipsis + tail(text, room);
}

/** The longest end of a text that takes at most so many cells. */
function tail(text: string, cells: number): string {
	const end = text.slice(Math.max(0, text.length - (cells + 1) * mostUnitsPerCell));
	const graphemes = Array.from(segmenter.segment(end), ({segment}) => segment);
	let width = 0;
	let kept = '';

	for (const grapheme of graphemes.toReversed()) {
		width += cellWidth(grapheme);

		if (width > cells) {
			break;
		}

		kept = grapheme + kept;
	}

	return kept;
}
