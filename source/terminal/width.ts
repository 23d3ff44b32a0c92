import stringWidth from 'string-width';

const segmenter = new Intl.Segmenter();

/**
 * Text in which every UTF-16 unit is a character of its own, one cell wide up to U+2E80 and two from there on: nearly
 * all that is ever shown. Finding graphemes and looking up their widths takes most of the time of a frame, so here it
 * is left out.
 */
const plain =
	/^[\u0020-\u007E\u00A1-\u00A8\u00AA-\u00AC\u00AF-\u024F\u2010-\u2027\u2190-\u2193\u2298\u2500-\u259F\u25B0-\u25CF\u2713\u2717\u3001-\u3029\u3041-\u3096\u30A1-\u30FF\u3400-\u4DBF\u4E00-\u9FFF\uFF01-\uFF5E]*$/;
const firstWide = '\u2E80';
/** Of these only what is one cell wide: the length of such a text is its width. */
const narrow =
	/^[\u0020-\u007E\u00A1-\u00A8\u00AA-\u00AC\u00AF-\u024F\u2010-\u2027\u2190-\u2193\u2298\u2500-\u259F\u25B0-\u25CF\u2713\u2717]*$/;

/** The widths of other graphemes, as far as they were met. */
const widths = new Map<string, number>();
const mostWidths = 4096;

/**
 * No grapheme of a cleaned text has more UTF-16 units than this, as none has more than 64 bytes. So of a line of a
 * megabyte only as much is looked at as is seen.
 */
const mostUnitsPerCell = 64;

/** What a text ends in (or `cutStart` begins with) where a part of it was cut off. */
export type Cut = {readonly ellipsis?: string};

/** How many cells a text takes: 2 for an ideograph or an emoji, 0 for a combining mark. The text has to be clean. */
export function cellWidth(text: string): number {
	if (narrow.test(text)) {
		return text.length;
	}

	let width = 0;

	if (plain.test(text)) {
		width = text.length;

		for (const character of text) {
			width += character < firstWide ? 0 : 1;
		}
	} else {
		for (const grapheme of graphemes(text)) {
			width += graphemeWidth(grapheme);
		}
	}

	return width;
}

/**
 * The part of a text in the cells from `from` to `to`, at most `to - from` cells wide. Half a wide character at the
 * start becomes a space, so that what follows stays in its column; half a one at the end is left out. With `from` 0
 * it is always the beginning of the text, unit by unit.
 */
export function slice(text: string, from: number, to: number): string {
	const head = text.slice(0, Math.max(0, to) * mostUnitsPerCell);

	if (narrow.test(head)) {
		return head.slice(Math.max(0, from), Math.max(0, to));
	}

	let kept = '';
	let end = 0;

	for (const grapheme of plain.test(head) ? head : graphemes(head)) {
		const start = end;
		end += graphemeWidth(grapheme);

		if (end > to) {
			break;
		}

		if (start >= from) {
			kept += grapheme;
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
	let width = 0;
	let kept = '';

	for (const grapheme of [...graphemes(end)].toReversed()) {
		width += graphemeWidth(grapheme);

		if (width > cells) {
			break;
		}

		kept = grapheme + kept;
	}

	return kept;
}

function* graphemes(text: string): Iterable<string> {
	for (const {segment} of segmenter.segment(text)) {
		yield segment;
	}
}

function graphemeWidth(grapheme: string): number {
	if (grapheme.length === 1 && plain.test(grapheme)) {
		return grapheme < firstWide ? 1 : 2;
	}

	let width = widths.get(grapheme);

	if (width === undefined) {
		width = stringWidth(grapheme, {countAnsiEscapeCodes: true});

		if (widths.size >= mostWidths) {
			widths.clear();
		}

		widths.set(grapheme, width);
	}

	return width;
}
