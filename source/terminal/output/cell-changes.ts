import type {CellRow} from './cell-grid.ts';
import {plainStyle, styleChange, type CellStyle} from './cell-style.ts';
import {disableAutoWrap, enableAutoWrap} from '../modes.ts';
import {hasUncertainWidth} from '../width.ts';

type CellRun = {readonly from: number; readonly to: number};

/** A row, and its cells of uncertain width from left to right. Terminals may disagree about the width of these cells. */
type MeasuredRow = CellRow & {readonly uncertain: readonly CellRun[]};

/** The maximum number of unchanged cells that are written again, because moving the cursor would be longer. */
const maxGap = 4;

/** Moves the cursor below the last written cell (VT100: IND, then BS). This is shorter than CUP. */
const below = '\u001BD\u0008';

/** Returns the sequences that change one screen into another. They write only the cells that change. */
export function writeChanges(before: readonly CellRow[], after: readonly CellRow[]): string {
	const pen = new Pen();

	for (const [row, cells] of after.entries()) {
		const old = before[row];

		if (old !== undefined && old !== cells) {
			writeRow(pen, row, measure(old), measure(cells));
		}
	}

	return pen.end();
}

function writeRow(pen: Pen, row: number, old: MeasuredRow, cells: MeasuredRow): void {
	const columns = cells.texts.length;
	const end = contentEnd(cells);
	const rewriteFrom = rewriteColumn(old, cells);
	const runsEnd = Math.min(end, rewriteFrom);
	let column = 0;

	while (column < runsEnd) {
		if (isSameCell(old, cells, column)) {
			column++;
			continue;
		}

		// The second cell of a wide character is written with its first cell.
		const from = cells.texts[column] === '' ? column - 1 : column;
		column = endOfRun(old, cells, column, runsEnd);
		pen.write(row, cells, {from, to: column});
	}

	if (rewriteFrom < columns) {
		// If the last run ended with a wide character, the second cell of that character is already written.
		const from = cells.texts[runsEnd] === '' ? runsEnd + 1 : runsEnd;
		pen.write(row, cells, {from, to: end});
		pen.eraseRest(end, columns);
	} else if (contentEnd(old) > end) {
		pen.move(row, end);
		pen.eraseRest(end, columns);
	}
}

/** Returns the first changed cell of uncertain width, or the row's length. The cell may have overwritten cells after it. */
function rewriteColumn(old: MeasuredRow, cells: MeasuredRow): number {
	const changed = [...old.uncertain, ...cells.uncertain].filter(({from, to}) =>
		cells.texts.slice(from, to).some((_, index) => !isSameCell(old, cells, from + index)),
	);
	return Math.min(cells.texts.length, ...changed.map(({from}) => from));
}

/** Returns the end of a run of changed cells. The run includes short gaps of unchanged cells with the same style. */
function endOfRun(old: MeasuredRow, cells: MeasuredRow, from: number, limit: number): number {
	let end = from + 1;

	for (let column = end; column < limit && column - end <= maxGap; column++) {
		if (cells.uncertain.some(run => run.from <= column && column < run.to)) {
			// A run of uncertain width can only be written as a whole, even if it has not changed.
			break;
		}

		if (cells.texts[column] === '') {
			end = end === column ? column + 1 : end;
		} else if (!isSameCell(old, cells, column)) {
			end = column + 1;
		} else if (cells.styles[column] !== cells.styles[column - 1]) {
			break;
		}
	}

	while (cells.texts[end] === '') {
		end++;
	}

	return end;
}

function isSameCell(a: CellRow, b: CellRow, column: number): boolean {
	return a.texts[column] === b.texts[column] && a.styles[column] === b.styles[column];
}

function contentEnd({texts, styles}: CellRow): number {
	let end = texts.length;

	while (end > 0 && texts[end - 1] === ' ' && styles[end - 1] === plainStyle) {
		end--;
	}

	return end;
}

/** Runs of uncertain width with at most this many cells between them are merged, to position the cursor only once. */
const minDistance = 8;

function measure(row: CellRow): MeasuredRow {
	const uncertain: CellRun[] = [];

	for (const [column, text] of hasUncertainWidth(row.texts.join('')) ? row.texts.entries() : []) {
		if (hasUncertainWidth(text)) {
			const last = uncertain.at(-1);
			const isNear = last !== undefined && column - last.to <= minDistance;
			const to = row.texts[column + 1] === '' ? column + 2 : column + 1;
			uncertain.splice(isNear ? -1 : uncertain.length, 1, {from: isNear ? last.from : column, to});
		}
	}

	return {...row, uncertain};
}

class Pen {
	#output = '';
	#style: CellStyle = plainStyle;
	/** The position of the cursor. It is null if unknown: at the start, and after the last column. */
	#cursor: {readonly row: number; readonly column: number} | null = null;

	move(row: number, column: number): void {
		this.#output += this.#shortestMove(row, column);
		this.#cursor = {row, column};
	}

	#shortestMove(row: number, column: number): string {
		const absolute = moveTo(row, column);

		if (this.#cursor === null || row < this.#cursor.row) {
			return absolute;
		}

		const lines = row - this.#cursor.row;
		const moves = [absolute, moveBy(lines, 'B') + moveSideways(column - this.#cursor.column)];

		if (lines === 1 && column === this.#cursor.column - 1) {
			moves.push(below);
		}

		if (column === 0 && lines > 0) {
			moves.push('\r\n'.repeat(lines));
		}

		return moves.reduce((best, move) => (move.length < best.length ? move : best));
	}

	write(row: number, cells: MeasuredRow, {from, to}: CellRun): void {
		this.move(row, from);
		let column = from;

		for (const run of cells.uncertain.filter(({from: start}) => from <= start && start < to)) {
			this.#put(cells, {from: column, to: run.from});
			this.#putUncertain(row, cells, run);
			column = run.to;
		}

		this.#put(cells, {from: column, to});
		this.#cursor = to < cells.texts.length ? {row, column: to} : null;
	}

	#put({texts, styles}: CellRow, {from, to}: CellRun): void {
		for (let column = from; column < to; column++) {
			this.#setStyle(styles[column] ?? plainStyle);
			this.#output += texts[column] ?? '';
		}
	}

	/**
	 * Writes cells of uncertain width, then positions the cursor explicitly. Writes spaces to the cells first, because a
	 * terminal may leave some of them unchanged. Disables auto-wrap during this if the text could reach the end of the
	 * row.
	 */
	#putUncertain(row: number, cells: CellRow, run: CellRun): void {
		const {from, to} = run;
		const characters = [...cells.texts.slice(from, to).join('')];
		const mayWrap = from + 2 * characters.length >= cells.texts.length;
		this.#setStyle(cells.styles[from] ?? plainStyle);
		this.#output += (mayWrap ? disableAutoWrap : '') + ' '.repeat(to - from) + moveTo(row, from);
		this.#put(cells, run);
		this.#output += to < cells.texts.length ? moveTo(row, to) : '';
		this.#output += mayWrap ? enableAutoWrap : '';
	}

	/** Erases the rest of the row (EL) in the plain style, because terminals fill erased cells with the current background. */
	eraseRest(end: number, columns: number): void {
		if (end < columns) {
			this.#setStyle(plainStyle);
			this.#output += '\u001B[K';
		}
	}

	end(): string {
		this.#setStyle(plainStyle);
		return this.#output;
	}

	#setStyle(style: CellStyle): void {
		if (style !== this.#style) {
			this.#output += styleChange(this.#style, style);
			this.#style = style;
		}
	}
}

function moveBy(count: number, direction: 'B' | 'C' | 'D'): string {
	return count === 0 ? '' : `\u001B[${count === 1 ? '' : count}${direction}`;
}

function moveTo(row: number, column: number): string {
	return `\u001B[${row + 1};${column + 1}H`;
}

function moveSideways(cells: number): string {
	return cells >= 0 ? moveBy(cells, 'C') : moveBy(-cells, 'D');
}
