import stringWidth from 'string-width';
import {narrowPattern, plainPattern, plainWidth} from './plain-width.ts';

/** Created at first use, because creating an `Intl.Segmenter` would noticeably delay the first frame. */
let segmenter: Intl.Segmenter | null = null;

/** The maximum length of a grapheme (one visible character) in sanitized text, in UTF-16 units. */
export const maxUnitsPerCell = 64;

/** Returns the width of a sanitized text in cells: 2 for an ideograph or an emoji, 0 for a combining mark. */
export function cellWidth(text: string): number {
	// Of plain text, `stringWidth` would create a segmenter, too.
	return plainWidth(text) ?? stringWidth(text, {countAnsiEscapeCodes: true});
}

/** Returns the graphemes (visible characters) of a text. A grapheme of width 0 belongs to the cell before it. */
export function graphemes(text: string): Iterable<string> {
	if (plainPattern.test(text)) {
		return text;
	}

	segmenter ??= new Intl.Segmenter();
	return Array.from(segmenter.segment(text), ({segment}) => segment);
}

/**
 * Returns the part of a text from the cell `from` to the cell before `to`. If `from` is the second cell of a wide
 * character, a space replaces that cell, so that the following text keeps its columns. A wide character that `to` would
 * cut in half is left out. With `from` 0 the result is a prefix of the text.
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

/**
 * Pads the cells of each column to the same width, and joins each row to one text. Leaves out empty columns.
 * `rightAligned`: the index of the column that is padded on the left.
 */
export function alignColumns(
	rows: ReadonlyArray<readonly string[]>,
	rightAligned?: number,
): readonly string[] {
	const widths = (rows[0] ?? []).map((_, column) =>
		Math.max(...rows.map(row => cellWidth(row[column] ?? ''))),
	);
	return rows.map(row =>
		row
			.map((cell, column) => {
				const padding = ' '.repeat((widths[column] ?? 0) - cellWidth(cell));
				return column === rightAligned ? padding + cell : cell + padding;
			})
			.filter(cell => cell !== '')
			.join('  '),
	);
}
