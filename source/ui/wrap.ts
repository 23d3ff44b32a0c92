import {cellWidth, sliceCells} from '../terminal/width.ts';

/**
 * Text as rows of at most `width` cells, broken between words where that leaves a row at least half full, else
 * anywhere. Rows beyond `mostRows` are left out, and the text that would be in them is never looked at.
 */
export function wrap(text: string, width: number, maxRows: number): readonly string[] {
	const rows: string[] = [];
	let rest = text.trim();

	while (rest !== '' && rows.length < maxRows) {
		const row = firstRow(rest, width);

		// There is no room, or a character wider than the row can never be placed.
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
