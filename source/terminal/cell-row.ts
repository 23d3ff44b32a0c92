import {plainStyle, type CellStyle} from './cell-style.ts';

/** A row of the screen as cells. A character of two cells stands in the first; the second holds nothing. */
export type CellRow = {
	readonly texts: readonly string[];
	readonly styles: readonly CellStyle[];
	/** The first column from which on terminals may disagree about widths. */
	readonly doubtful: number;
};

export function emptyRow(columns: number): CellRow {
	return {
		texts: Array.from({length: columns}, () => ' '),
		styles: Array.from({length: columns}, () => plainStyle),
		doubtful: columns,
	};
}

/** Whether the cells of two rows are the same in a column. */
export function isSameCell(a: CellRow, b: CellRow, column: number): boolean {
	return (
		a.texts[column] === b.texts[column] &&
		isSameStyle(a.styles[column] ?? plainStyle, b.styles[column] ?? plainStyle)
	);
}

export function isSameStyle(a: CellStyle, b: CellStyle): boolean {
	return a === b || (a.sgr === b.sgr && a.link === b.link);
}

/** The column from which on a row is empty. */
export function endOfRow({texts, styles}: CellRow): number {
	let end = texts.length;

	while (
		end > 0 &&
		texts[end - 1] === ' ' &&
		isSameStyle(styles[end - 1] ?? plainStyle, plainStyle)
	) {
		end--;
	}

	return end;
}
