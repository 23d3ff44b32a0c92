import {cellWidth, maxUnitsPerCell, sliceCells} from './width.ts';

/** A range of a text, in UTF-16 units. `to` is exclusive. */
export type TextRange = {readonly from: number; readonly to: number};

/**
 * Returns the ranges of the rows of a wrapped text: 1 to `maxRows` rows. Text that does not fit is left out. A row ends
 * at a space or next to a Chinese character, or within a word if the row would otherwise be less than half full.
 */
export function wrapText(text: string, width: number, maxRows: number): readonly TextRange[] {
	const rows: TextRange[] = [];
	let from = 0;

	while (from < text.length && rows.length < maxRows) {
		// A character wider than the row gets its own row, and is truncated later.
		const length = firstRow(text.slice(from, from + (width + 1) * maxUnitsPerCell), width) || 1;
		rows.push({from, to: from + length});
		from += length;

		while (text[from] === ' ') {
			from++;
		}
	}

	return rows.length === 0 ? [{from: 0, to: 0}] : rows;
}

function firstRow(text: string, width: number): number {
	const row = sliceCells(text, 0, width);

	if (row.length === text.length) {
		return row.length;
	}

	let end = row.length;

	while (end > 0 && !mayEndRow(text.slice(end - 1, end + 1))) {
		end--;
	}

	return end > 0 && cellWidth(row.slice(0, end)) * 2 >= width ? end : row.length;
}

const chinese = String.raw`\u3001-\u3029\u3041-\u3096\u30A1-\u30FA\u3400-\u9FFF\uFF01-\uFF60`;
const chineseBoundary = new RegExp(`[${chinese}][ -~${chinese}]|[!-~][${chinese}]`);

/** A row does not end with an opening mark, and does not start with a closing one. */
const unbreakable = /^[（「『《〈【“‘(]|[）」』》〉】”’。，、；：！？…)!,.:;?]$/;

/** Whether a row may end between two characters: before a space, or next to a Chinese character. */
function mayEndRow(pair: string): boolean {
	return pair.endsWith(' ') || (chineseBoundary.test(pair) && !unbreakable.test(pair));
}

/**
 * Wraps text into at most `maxRows` rows of `width` cells, and ignores the text after them. Breaks a row between two
 * words if the row is then at least half full, otherwise inside a word.
 */
export function wrap(text: string, width: number, maxRows: number): readonly string[] {
	const trimmed = text.trim();
	return trimmed === '' || width < 1
		? []
		: wrapText(trimmed, width, maxRows).map(({from, to}) => trimmed.slice(from, to).trimEnd());
}
