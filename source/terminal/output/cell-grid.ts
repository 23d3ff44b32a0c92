import {plainStyle, type CellStyle} from './cell-style.ts';
import {toCells} from '../width.ts';

/** A row of the screen: the text and the style of each cell. The second cell of a wide character has an empty text. */
export type CellRow = {readonly texts: readonly string[]; readonly styles: readonly CellStyle[]};

/** The cells and the cursor of a screen. A row that does not change stays the same object. */
export type CellGrid = {
	readonly columns: number;
	readonly rows: readonly CellRow[];
	readonly row: number;
	/** The column of the cursor, counted from 0. After the last cell of a row it equals `columns`. */
	readonly column: number;
};

export function blankGrid(size: {readonly columns: number; readonly rows: number}): CellGrid {
	const texts = Array.from({length: size.columns}, () => ' ');
	const styles = texts.map(() => plainStyle);
	const rows = Array.from({length: size.rows}, () => ({texts, styles}));
	return {columns: size.columns, rows, row: 0, column: 0};
}

/** Changes a copy of a grid in the way a terminal would. */
export class CellGridDraft {
	row: number;
	column: number;
	style: CellStyle = plainStyle;
	readonly #before: CellGrid;
	readonly #drafts = new Map<number, {readonly texts: string[]; readonly styles: CellStyle[]}>();

	constructor(before: CellGrid) {
		this.#before = before;
		({row: this.row, column: this.column} = before);
	}

	get isUntouched(): boolean {
		return this.#drafts.size === 0;
	}

	/**
	 * Whether the cursor is on the screen or directly after the last column. Elsewhere a terminal would scroll or clamp
	 * it.
	 */
	get isInside(): boolean {
		const {rows, columns} = this.#before;
		return this.row >= 0 && this.row < rows.length && this.column <= columns;
	}

	/** Writes a text at the cursor. Returns false if the text does not fit into the row. */
	put(text: string): boolean {
		const {texts, styles} = this.#draft();

		for (const [cell, width] of toCells(text)) {
			if (this.column + width > this.#before.columns || (width === 0 && this.column === 0)) {
				return false;
			}

			if (width === 0) {
				const owner = texts[this.column - 1] === '' ? this.column - 2 : this.column - 1;
				texts[owner] = `${texts[owner] ?? ''}${cell}`;
				continue;
			}

			blankFirstHalf(texts, this.column);

			for (let place = 0; place < width; place++) {
				texts[this.column + place] = place === 0 ? cell : '';
				styles[this.column + place] = this.style;
			}

			this.column += width;
			blankSecondHalf(texts, this.column);
		}

		return true;
	}

	erase(from: number): void {
		const {texts, styles} = this.#draft();
		blankFirstHalf(texts, from);
		texts.fill(' ', from);
		styles.fill(plainStyle, from);
	}

	eraseDown(): void {
		const {row} = this;
		this.erase(this.column);

		for (this.row++; this.row < this.#before.rows.length; this.row++) {
			this.erase(0);
		}

		this.row = row;
	}

	finish(): CellGrid {
		const {columns, rows: before} = this.#before;
		const rows = [...before];

		for (const [index, draft] of this.#drafts) {
			rows[index] = draft;
		}

		return {columns, rows, row: this.row, column: this.column};
	}

	#draft(): {readonly texts: string[]; readonly styles: CellStyle[]} {
		let draft = this.#drafts.get(this.row);

		if (draft === undefined) {
			const {texts = [], styles = []} = this.#before.rows[this.row] ?? {};
			draft = {texts: [...texts], styles: [...styles]};
			this.#drafts.set(this.row, draft);
		}

		return draft;
	}
}

function blankFirstHalf(texts: string[], column: number): void {
	if (texts[column] === '' && column > 0) {
		texts[column - 1] = ' ';
	}
}

function blankSecondHalf(texts: string[], column: number): void {
	if (texts[column] === '') {
		texts[column] = ' ';
	}
}
