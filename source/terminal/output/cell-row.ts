import {plainStyle, type CellStyle} from './cell-style.ts';

/** A row of the screen as cells. A character of two cells stands in the first; the second holds nothing. */
export type CellRow = {
	readonly texts: readonly string[];
	readonly styles: readonly CellStyle[];
	/** Where terminals may disagree about widths, in order. */
	readonly uncertain: readonly CellRun[];
};

/** Some columns of a row, of which the last is not one any more. */
export type CellRun = {readonly from: number; readonly to: number};

export function emptyRow(columns: number): CellRow {
	return {
		texts: Array.from({length: columns}, () => ' '),
		styles: Array.from({length: columns}, () => plainStyle),
		uncertain: [],
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
export function contentEnd({texts, styles}: CellRow): number {
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

/** Whether the cells of two rows differ in some columns. */
export function rowsDiffer(a: CellRow, b: CellRow, {from, to}: CellRun): boolean {
	for (let column = from; column < to; column++) {
		if (!isSameCell(a, b, column)) {
			return true;
		}
	}

	return false;
}
