import {plainStyle, type CellStyle} from './cell-style.ts';
import {toCells, hasUncertainWidth, isNarrow} from '../width.ts';

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

/** The cells of a screen. A row that does not change stays the same object. */
export type CellGrid = {
	readonly columns: number;
	readonly rows: readonly CellRow[];
	/** The cursor, counted from 0. After the last cell of a row, `column` equals `columns`. */
	readonly row: number;
	readonly column: number;
};

type RowDraft = {
	readonly texts: string[];
	readonly styles: CellStyle[];
	mayBeUncertain: boolean;
};

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

	get isUntouched(): boolean {
		return this.#drafts.size === 0;
	}

	/** Whether the cursor is on the screen or right after a last column. Outside, a terminal would scroll or clamp it. */
	get isInside(): boolean {
		const {rows, columns} = this.#before;
		return this.row >= 0 && this.row < rows.length && this.column <= columns;
	}

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

		for (const [index, {texts, styles, mayBeUncertain: mayDiffer}] of this.#drafts) {
			rows[index] = {texts, styles, uncertain: mayDiffer ? uncertainRuns(texts) : []};
		}

		return {columns, rows, row: this.row, column: this.column};
	}

	#putNarrow(text: string, {texts, styles}: RowDraft): boolean {
		const end = this.column + text.length;

		if (end > this.#before.columns) {
			return false;
		}

		blankFirstHalf(texts, this.column);

		for (let place = 0; place < text.length; place++) {
			texts[this.column + place] = text[place] ?? '';
			styles[this.column + place] = this.style;
		}

		this.column = end;
		blankSecondHalf(texts, end);
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

/** Blanks the first cell of a wide character whose second cell will be overwritten. */
function blankFirstHalf(texts: string[], column: number): void {
	if (texts[column] === '' && column > 0) {
		texts[column - 1] = ' ';
	}
}

/** Blanks the second cell of a wide character whose first cell was overwritten. */
function blankSecondHalf(texts: string[], column: number): void {
	if (texts[column] === '') {
		texts[column] = ' ';
	}
}

/** Runs closer than this are merged, because the cursor has to be repositioned after each. */
const maxGap = 8;

function uncertainRuns(texts: readonly string[]): readonly CellRun[] {
	const runs: CellRun[] = [];

	for (const [column, text] of texts.entries()) {
		if (hasUncertainWidth(text)) {
			const last = runs.at(-1);
			const isNear = last !== undefined && column - last.to <= maxGap;
			const to = texts[column + 1] === '' ? column + 2 : column + 1;
			runs.splice(isNear ? -1 : runs.length, 1, {from: isNear ? last.from : column, to});
		}
	}

	return runs;
}
