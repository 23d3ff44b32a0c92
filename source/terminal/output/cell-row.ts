import {plainStyle, type CellStyle} from './cell-style.ts';

/** A row of the screen. The second cell of a wide character has an empty text. */
export type CellRow = {
	readonly texts: readonly string[];
	readonly styles: readonly CellStyle[];
	/** The cells about whose width terminals may disagree, from left to right. */
	readonly uncertain: readonly CellRun[];
};

export type CellRun = {readonly from: number; readonly to: number};

export function emptyRow(columns: number): CellRow {
	return {
		texts: Array.from({length: columns}, () => ' '),
		styles: Array.from({length: columns}, () => plainStyle),
		uncertain: [],
	};
}

export function isSameCell(a: CellRow, b: CellRow, column: number): boolean {
	return (
		a.texts[column] === b.texts[column] &&
		isSameStyle(a.styles[column] ?? plainStyle, b.styles[column] ?? plainStyle)
	);
}

export function isSameStyle(a: CellStyle, b: CellStyle): boolean {
	return a === b || (a.sgr === b.sgr && a.link === b.link);
}

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

export function rowsDiffer(a: CellRow, b: CellRow, {from, to}: CellRun): boolean {
	for (let column = from; column < to; column++) {
		if (!isSameCell(a, b, column)) {
			return true;
		}
	}

	return false;
}
