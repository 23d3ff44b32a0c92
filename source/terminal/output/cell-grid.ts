import type {CellRow, CellRun} from './cell-row.ts';
import {plainStyle, type CellStyle} from './cell-style.ts';
import {toCells, hasUncertainWidth, isNarrow} from '../width.ts';

/** A screen as cells, by its rows; a row is exchanged when it changes. */
export type CellGrid = {
	readonly columns: number;
	readonly rows: readonly CellRow[];
	/** Where the next text goes, from 0. The column is that of the number of columns when the row is full. */
	readonly row: number;
	readonly column: number;
};

/** A row that is being written. */
type RowDraft = {
	readonly texts: string[];
	readonly styles: CellStyle[];
	/** Whether there may be a cell about which terminals disagree. */
	mayBeUncertain: boolean;
};

/** A screen that is being written on, as a terminal would be. */
export class CellGridDraft {
	row: number;
	column: number;
	style: CellStyle = plainStyle;
	readonly #before: CellGrid;
	readonly #drafts = new Map<number, RowDraft>();

	constructor(before: CellGrid) {
		this.#before = before;
		({row: this.row, column: this.column} = before);
	}

	/** Whether nothing was written or erased yet. */
	get isUntouched(): boolean {
		return this.#drafts.size === 0;
	}

	/** Whether the cursor is on the screen, or right behind its last column. A terminal would scroll, or stop. */
	get isInside(): boolean {
		const {rows, columns} = this.#before;
		return this.row >= 0 && this.row < rows.length && this.column <= columns;
	}

	/** Writes a text; false where it does not fit into its row. */
	put(text: string): boolean {
		const {columns} = this.#before;
		const draft = this.#draft();
		const {texts, styles} = draft;

		if (isNarrow(text)) {
			return this.#putNarrow(text, draft);
		}

		draft.mayBeUncertain ||= hasUncertainWidth(text);

		for (const [cell, width] of toCells(text)) {
			if (this.column + width > columns || (width === 0 && this.column === 0)) {
				return false;
			}

			if (width === 0) {
				const owner = texts[this.column - 1] === '' ? this.column - 2 : this.column - 1;
				texts[owner] = `${texts[owner] ?? ''}${cell}`;
				continue;
			}

			splitAt(texts, this.column);

			for (let place = 0; place < width; place++) {
				texts[this.column + place] = place === 0 ? cell : '';
				styles[this.column + place] = this.style;
			}

			this.column += width;
			fillHalf(texts, this.column);
		}

		return true;
	}

	/** Empties the rest of the row. */
	erase(from: number): void {
		const {texts, styles} = this.#draft();
		splitAt(texts, from);
		texts.fill(' ', from);
		styles.fill(plainStyle, from);
	}

	/** Empties all from the cursor on. */
	eraseDown(): void {
		const {row} = this;
		this.erase(this.column);

		for (this.row++; this.row < this.#before.rows.length; this.row++) {
			this.erase(0);
		}

		this.row = row;
	}

	/** The screen as it is now. */
	finish(): CellGrid {
		const {columns, rows: before} = this.#before;
		const rows = [...before];

		for (const [index, {texts, styles, mayBeUncertain: mayDiffer}] of this.#drafts) {
			rows[index] = {texts, styles, uncertain: mayDiffer ? uncertainRuns(texts) : []};
		}

		return {columns, rows, row: this.row, column: this.column};
	}

	/** Writes a text of one cell a character, as nearly all are. */
	#putNarrow(text: string, {texts, styles}: RowDraft): boolean {
		const end = this.column + text.length;

		if (end > this.#before.columns) {
			return false;
		}

		splitAt(texts, this.column);

		for (let place = 0; place < text.length; place++) {
			texts[this.column + place] = text[place] ?? '';
			styles[this.column + place] = this.style;
		}

		this.column = end;
		fillHalf(texts, end);
		return true;
	}

	#draft(): RowDraft {
		let draft = this.#drafts.get(this.row);

		if (draft === undefined) {
			const {rows} = this.#before;
			const {texts = [], styles = [], uncertain: doubtful = []} = rows[this.row] ?? {};
			draft = {texts: [...texts], styles: [...styles], mayBeUncertain: doubtful.length > 0};
			this.#drafts.set(this.row, draft);
		}

		return draft;
	}
}

/** Of a wide character whose second half is written over, the first one is a space. */
function splitAt(texts: string[], column: number): void {
	if (texts[column] === '' && column > 0) {
		texts[column - 1] = ' ';
	}
}

/** Of a wide character whose first half was written over, the second one is a space. */
function fillHalf(texts: string[], column: number): void {
	if (texts[column] === '') {
		texts[column] = ' ';
	}
}

/** So many cells between two that are doubtful are not worth to say twice where the next one stands. */
const shortGap = 8;

/** Where terminals may disagree about the widths of cells. */
function uncertainRuns(texts: readonly string[]): readonly CellRun[] {
	const found: CellRun[] = [];

	for (const [column, text] of texts.entries()) {
		if (hasUncertainWidth(text)) {
			const last = found.at(-1);
			const isNear = last !== undefined && column - last.to <= shortGap;
			const to = texts[column + 1] === '' ? column + 2 : column + 1;
			found.splice(isNear ? -1 : found.length, 1, {from: isNear ? last.from : column, to});
		}
	}

	return found;
}
