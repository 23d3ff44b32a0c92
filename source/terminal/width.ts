import QuickLRU from 'quick-lru';
import stringWidth from 'string-width';
import {narrowPattern, plainPattern, plainWidth} from './plain-width.ts';

/** The maximum length of a grapheme (one visible character) in sanitized text, in UTF-16 units. */
export const maxUnitsPerCell = 64;

/** Matches ASCII text, and other text with the ASCII character before it, to which a combining mark may belong. */
const pieces = /[ -~]+(?=[ -~]|$)|[ -~]?[^ -~]+/g;

/** Created at first use, because creating an `Intl.Segmenter` would noticeably delay the first frame. */
let segmenter: Intl.Segmenter | null = null;

/** Without this cache, a row of 200 cells with four emoji took 0.4 ms to measure, and 0.5 ms to cut. */
const segmented = new QuickLRU<string, {graphemes: readonly string[]; width: number}>({
	maxSize: 512,
});

/** Returns the width of a sanitized text in cells: 2 for an ideograph or an emoji, 0 for a combining mark. */
export function cellWidth(text: string): number {
	return (
		plainWidth(text) ??
		(text.match(pieces) ?? []).reduce(
			(sum, piece) => sum + (plainWidth(piece) ?? segment(piece).width),
			0,
		)
	);
}

/** Returns the graphemes (visible characters) of a text. A grapheme of width 0 belongs to the cell before it. */
export function graphemes(text: string): Iterable<string> {
	return plainPattern.test(text)
		? text
		: (text.match(pieces) ?? []).flatMap(piece =>
				plainPattern.test(piece) ? [...piece] : segment(piece).graphemes,
			);
}

function segment(piece: string) {
	let found = segmented.get(piece);

	if (found === undefined) {
		segmenter ??= new Intl.Segmenter();
		found = {
			graphemes: Array.from(segmenter.segment(piece), one => one.segment),
			width: stringWidth(piece, {countAnsiEscapeCodes: true}),
		};
		segmented.set(piece, found);
	}

	return found;
}

/**
 * Returns the part of a text from the cell `from` to the cell before `to`. A space replaces half a wide character at the
 * start, so that the text keeps its columns. At the end it is left out. With `from` 0 the result is a prefix of the text.
 */
export function sliceCells(text: string, from: number, to: number): string {
	const head = text.slice(0, Math.max(0, to) * maxUnitsPerCell);

	if (narrowPattern.test(head)) {
		return head.slice(Math.max(0, from), Math.max(0, to));
	}

	let [end, unit, skipped, padding] = [0, 0, 0, ''];

	for (const grapheme of graphemes(head)) {
		const start = end;
		end += cellWidth(grapheme);

		if (end > to) {
			break;
		}

		unit += grapheme.length;

		if (start < from) {
			skipped = unit;
			padding = ' '.repeat(Math.max(0, end - from));
		}
	}

	return padding + head.slice(skipped, unit);
}

/** Cuts a text to at most `cells`, with an ellipsis at its end. */
export function truncate(text: string, cells: number, {ellipsis} = {ellipsis: '…'}) {
	return isLonger(text, cells)
		? sliceCells(text, 0, cells - cellWidth(ellipsis)) + sliceCells(ellipsis, 0, cells)
		: text;
}

/** Cuts a text to at most `cells`, with an ellipsis at its start. */
export function truncateStart(text: string, cells: number, {ellipsis} = {ellipsis: '…'}) {
	if (!isLonger(text, cells)) {
		return text;
	}

	const end = text.slice(-(cells + 1) * maxUnitsPerCell);
	const width = cellWidth(end);
	const room = Math.max(0, cells - cellWidth(ellipsis));
	return sliceCells(ellipsis, 0, cells) + sliceCells(end, width - room, width).trimStart();
}

function isLonger(text: string, cells: number): boolean {
	return sliceCells(text, 0, cells).length < text.length;
}

/** Joins each row to one text, with columns of the same width; leaves out empty ones. `rightAligned`: indices. */
export function alignColumns(
	rows: ReadonlyArray<readonly string[]>,
	rightAligned: readonly number[] = [],
): readonly string[] {
	const widths = (rows[0] ?? []).map((_, column) =>
		Math.max(...rows.map(row => cellWidth(row[column] ?? ''))),
	);
	return rows.map(row =>
		row
			.map((cell, column) => {
				const padding = ' '.repeat((widths[column] ?? 0) - cellWidth(cell));
				return rightAligned.includes(column) ? padding + cell : cell + padding;
			})
			.filter(cell => cell !== '')
			.join('  ')
			.trimEnd(),
	);
}
