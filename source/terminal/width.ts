import stringWidth from 'string-width';
import {RecentCache} from '../core/recent.ts';
import {narrowPattern, plainPattern, plainCells, plainWidth} from './plain-width.ts';

/** Made when it is first needed: that takes as long as a part of the first frame. */
let segmenter: Intl.Segmenter | null = null;

/** The widths of other graphemes, as far as they were met. */
const widthCache = new RecentCache<string, number>(2048);

/**
 * No grapheme of a cleaned text has more UTF-16 units than this, as none has more than 64 bytes. So of a line of a
 * megabyte only as much is looked at as is seen.
 */
const maxUnitsPerCell = 64;

/** What a text ends in (or `cutStart` begins with) where a part of it was cut off. */
export type TruncateOptions = {readonly ellipsis?: string};

/** How many cells a text takes: 2 for an ideograph or an emoji, 0 for a combining mark. The text has to be clean. */
export function cellWidth(text: string): number {
	const plainly = plainWidth(text);

	if (plainly !== null) {
		return plainly;
	}

	let width = 0;

	for (const grapheme of graphemes(text)) {
		width += graphemeWidth(grapheme);
	}

	return width;
}

/**
 * The part of a text in the cells from `from` to `to`, at most `to - from` cells wide. Half a wide character at the
 * start becomes a space, so that what follows stays in its column; half a one at the end is left out. With `from` 0
 * it is always the beginning of the text, unit by unit.
 */
export function sliceCells(text: string, from: number, to: number): string {
	const head = text.slice(0, Math.max(0, to) * maxUnitsPerCell);

	if (narrowPattern.test(head)) {
		return head.slice(Math.max(0, from), Math.max(0, to));
	}

	const isPlain = plainPattern.test(head);

	if (isPlain && from <= 0) {
		return head.slice(0, plainUnitsIn(head, to));
	}

	let kept = '';
	let end = 0;

	for (const grapheme of isPlain ? head : graphemes(head)) {
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

/** How many characters of a plain text fit into so many cells. */
function plainUnitsIn(text: string, cells: number): number {
	let rest = cells;
	let unit = 0;

	while (unit < text.length && rest >= plainCells(text, unit)) {
		rest -= plainCells(text, unit);
		unit++;
	}

	return unit;
}

/** A text as it is where it fits into so many cells, else its beginning and an ellipsis. */
export function truncate(
	text: string,
	cells: number,
	{ellipsis = '…'}: TruncateOptions = {},
): string {
	if (sliceCells(text, 0, cells).length === text.length) {
		return text;
	}

	const room = cells - cellWidth(ellipsis);
	return room < 0 ? sliceCells(ellipsis, 0, cells) : sliceCells(text, 0, room) + ellipsis;
}

/** A text that is exactly so many cells wide: cut like `fit`, or filled up with spaces. */
export function padOrTruncate(text: string, cells: number, cut: TruncateOptions = {}): string {
	const fitted = truncate(text, cells, cut);
	return fitted + ' '.repeat(Math.max(0, cells - cellWidth(fitted)));
}

/** A text as it is where it fits into so many cells, else an ellipsis and its end. */
export function truncateStart(
	text: string,
	cells: number,
	{ellipsis = '…'}: TruncateOptions = {},
): string {
	if (sliceCells(text, 0, cells).length === text.length) {
		return text;
	}

	const room = cells - cellWidth(ellipsis);
	return room < 0 ? sliceCells(ellipsis, 0, cells) : ellipsis + tail(text, room);
}

/** The longest end of a text that takes at most so many cells. */
function tail(text: string, cells: number): string {
	const end = text.slice(Math.max(0, text.length - (cells + 1) * maxUnitsPerCell));
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

/** A text cell by cell: what stands in it and how many cells that takes, none for what belongs to the cell before. */
export function* toCells(text: string): Iterable<readonly [text: string, width: number]> {
	if (plainPattern.test(text)) {
		for (let unit = 0; unit < text.length; unit++) {
			yield [text.charAt(unit), plainCells(text, unit)];
		}
	} else {
		for (const grapheme of graphemes(text)) {
			yield [grapheme, graphemeWidth(grapheme)];
		}
	}
}

/** Whether every UTF-16 unit of a text is a character of one cell. */
export function isNarrow(text: string): boolean {
	return narrowPattern.test(text);
}

/** Whether terminals may disagree about how many cells a text takes: it is no character that all of them know. */
export function hasUncertainWidth(text: string): boolean {
	return !plainPattern.test(text);
}

function* graphemes(text: string): Iterable<string> {
	segmenter ??= new Intl.Segmenter();

	for (const {segment} of segmenter.segment(text)) {
		yield segment;
	}
}

function graphemeWidth(grapheme: string): number {
	if (grapheme.length === 1 && plainPattern.test(grapheme)) {
		return plainCells(grapheme, 0);
	}

	let width = widthCache.get(grapheme);

	if (width === undefined) {
		width = stringWidth(grapheme, {countAnsiEscapeCodes: true});
		widthCache.set(grapheme, width);
	}

	return width;
}
