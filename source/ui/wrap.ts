import {cellWidth, sliceCells} from '../terminal/width.ts';

/**
 * Wraps text into at most `maxRows` rows of `width` cells. Breaks a row between two words if the row is then at least
 * half full, otherwise inside a word. Does not process text after the last row.
 */
export function wrap(text: string, width: number, maxRows: number): readonly string[] {
	const rows: string[] = [];
	let rest = text.trim();

	while (rest !== '' && rows.length < maxRows) {
		const row = firstRow(rest, width);

		// Stop if the next character is wider than a row.
		if (row === '') {
			break;
		}

		rows.push(row.trimEnd());
		rest = rest.slice(row.length).trimStart();
	}

	return rows;
}

function firstRow(text: string, width: number): string {
	const row = sliceCells(text, 0, width);

	if (row.length === text.length || text[row.length] === ' ') {
		return row;
	}

	const space = row.lastIndexOf(' ');
	const words = row.slice(0, space + 1);
	return space > 0 && cellWidth(words) * 2 >= width ? words : row;
}
