import QuickLRU from 'quick-lru';
import stringWidth from 'string-width';
import {narrowPattern, plainPattern, plainWidth} from './plain-width.ts';

/** Created at first use, because creating an `Intl.Segmenter` would noticeably delay the first frame. */
let segmenter: Intl.Segmenter | null = null;

const widthCache = new QuickLRU<string, number>({maxSize: 2048});

/**
 * The maximum length of a grapheme (one visible character) in sanitized text, in UTF-16 units. For example, to get the
 * first 10 cells of a long text, only its first 640 units must be segmented.
 */
export const maxUnitsPerCell = 64;

type TruncateOptions = {readonly ellipsis?: string};

/** Returns the width of a sanitized text in cells: 2 for an ideograph or an emoji, 0 for a combining mark. */
export function cellWidth(text: string): number {
	return (
		plainWidth(text) ??
		Array.from(graphemes(text), graphemeWidth).reduce((sum, width) => sum + width, 0)
	);
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
		end += graphemeWidth(grapheme);

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

export function truncate(text: string, cells: number, options?: TruncateOptions): string {
	return shorten(text, cells, (room, ellipsis) => sliceCells(text, 0, room) + ellipsis, options);
}

export function padOrTruncate(text: string, cells: number, options?: TruncateOptions): string {
	const truncated = truncate(text, cells, options);
	return truncated + ' '.repeat(Math.max(0, cells - cellWidth(truncated)));
}

/**
 * Pads the cells of each column to the same width, and joins each row to one text. Leaves out empty columns.
 * `rightAligned`: the index of the column that is padded on the left.
 */
export function alignColumns(
	rows: ReadonlyArray<readonly string[]>,
	rightAligned?: number,
): readonly string[] {
	const widths = rows[0]?.map((_, column) =>
		Math.max(...rows.map(row => cellWidth(row[column] ?? ''))),
	);
	return rows.map(row =>
		row
			.map((cell, column) => {
				const cells = widths?.[column] ?? 0;
				const padding = column === rightAligned ? ' '.repeat(cells - cellWidth(cell)) : '';
				return padOrTruncate(padding + cell, cells);
			})
			.filter(cell => cell !== '')
			.join('  '),
	);
}

export function truncateStart(text: string, cells: number, options?: TruncateOptions): string {
	return shorten(text, cells, (room, ellipsis) => ellipsis + suffix(text, room), options);
}

function shorten(
	text: string,
	cells: number,
	cut: (room: number, ellipsis: string) => string,
	{ellipsis = '…'}: TruncateOptions = {},
): string {
	if (sliceCells(text, 0, cells).length === text.length) {
		return text;
	}

	const room = cells - cellWidth(ellipsis);
	return room < 0 ? sliceCells(ellipsis, 0, cells) : cut(room, ellipsis);
}

function suffix(text: string, cells: number): string {
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

/** Returns whether terminals may disagree about the width of a text. They disagree about many emoji. */
export function hasUncertainWidth(text: string): boolean {
	return !plainPattern.test(text);
}

/** Matches a sequence that changes the style: SGR, or the start or the end of a link (OSC 8). */
// oxlint-disable-next-line no-control-regex
export const styleSequence = /(\u001B\[[\d;]*m|\u001B\]8;[^\u0007\u001B]*(?:\u0007|\u001B\\))/g;

/**
 * Returns a line, which may have styles, with sequences that keep its columns in place on every terminal: after each
 * character of uncertain width, the cursor is moved to the column where it must be (CHA). The line must fit the terminal.
 */
export function straighten(line: string): string {
	let column = 1;
	let output = '';

	// The styles are at odd places.
	for (const [place, part] of line.split(styleSequence).entries()) {
		for (const grapheme of place % 2 === 0 && hasUncertainWidth(part) ? graphemes(part) : [part]) {
			const width = place % 2 === 0 ? cellWidth(grapheme) : 0;
			// A terminal may leave cells of this text unchanged, so spaces come first.
			output +=
				place % 2 === 0 && hasUncertainWidth(grapheme)
					? `${' '.repeat(width)}\u001B[${column}G${grapheme}\u001B[${column + width}G`
					: grapheme;
			column += width;
		}
	}

	return output;
}

/** Returns the graphemes (visible characters) of a text. A grapheme of width 0 belongs to the cell before it. */
export function graphemes(text: string): Iterable<string> {
	if (plainPattern.test(text)) {
		return text;
	}

	segmenter ??= new Intl.Segmenter();
	return Array.from(segmenter.segment(text), ({segment}) => segment);
}

/** Returns the width in cells. */
export function graphemeWidth(grapheme: string): number {
	if (grapheme.length === 1 && grapheme >= ' ' && grapheme <= '~') {
		return 1;
	}

	let width = widthCache.get(grapheme);

	if (width === undefined) {
		// Of plain text, `stringWidth` would create a segmenter, too.
		width = plainWidth(grapheme) ?? stringWidth(grapheme, {countAnsiEscapeCodes: true});
		widthCache.set(grapheme, width);
	}

	return width;
}
