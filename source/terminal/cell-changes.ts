import {endOfRow, isSameCell, isSameStyle, type CellRow} from './cell-row.ts';
import {change, plainStyle, type CellStyle} from './cell-style.ts';

/** So many cells that did not change are written over where that is shorter than to move past them. */
const shortGap = 4;

/** The shortest that makes the one screen of the other: only what changed is written, where it stands. Nothing where nothing did. */
export function writeChanges(before: readonly CellRow[], after: readonly CellRow[]): string {
	const pen = new Pen();

	for (const [row, cells] of after.entries()) {
		const old = before[row];

		if (old !== undefined && old !== cells) {
			writeRow(pen, row, old, cells);
		}
	}

	return pen.end();
}

function writeRow(pen: Pen, row: number, old: CellRow, cells: CellRow): void {
	const columns = cells.texts.length;
	const end = endOfRow(cells);
	const doubtful = Math.min(old.doubtful, cells.doubtful);
	let column = 0;

	while (column < Math.min(end, doubtful)) {
		if (isSameCell(old, cells, column)) {
			column++;
			continue;
		}

		// The second half of a character is written with its first one.
		const from = cells.texts[column] === '' ? column - 1 : column;
		column = endOfRun(old, cells, column, Math.min(end, doubtful));
		pen.move(row, from);
		pen.write(cells, from, column);
	}

	// From where terminals may disagree about the columns, they would also disagree about where a move leads.
	if (differ(old, cells, doubtful)) {
		const from = Math.min(doubtful, end);
		// A wide character may reach beyond, and is written already.
		const start = cells.texts[from] === '' ? from + 1 : from;
		pen.move(row, start);
		pen.write(cells, start, end);
		pen.eraseRest(end, columns);
		pen.loseColumn();
	} else if (endOfRow(old) > end) {
		pen.move(row, end);
		pen.eraseRest(end, columns);
	}
}

function differ(old: CellRow, cells: CellRow, from: number): boolean {
	for (let column = from; column < cells.texts.length; column++) {
		if (!isSameCell(old, cells, column)) {
			return true;
		}
	}

	return false;
}

/** Where a run of changed cells ends: short gaps that look alike belong to it. */
function endOfRun(old: CellRow, cells: CellRow, from: number, most: number): number {
	let end = from + 1;

	for (let column = end; column < most && column - end <= shortGap; column++) {
		const before = cells.styles[column - 1] ?? plainStyle;

		if (cells.texts[column] === '') {
			end = end === column ? column + 1 : end;
		} else if (!isSameCell(old, cells, column)) {
			end = column + 1;
		} else if (!isSameStyle(cells.styles[column] ?? plainStyle, before)) {
			break;
		}
	}

	while (cells.texts[end] === '') {
		end++;
	}

	return end;
}

/** Writes cells one after the other, and knows where it stands and in which style. */
class Pen {
	#written = '';
	#style: CellStyle = plainStyle;
	/** Null where it is not known: at the start, and behind the last column. */
	#at: {readonly row: number; readonly column: number} | null = null;

	move(row: number, column: number): void {
		this.#written += this.#wayTo(row, column);
		this.#at = {row, column};
	}

	/** The shortest of all ways there. */
	#wayTo(row: number, column: number): string {
		const absolute = `\u001B[${row + 1};${column + 1}H`;

		if (this.#at === null || row < this.#at.row) {
			return absolute;
		}

		const lines = row - this.#at.row;
		const ways = [absolute, steps(lines, 'B') + sideways(column - this.#at.column)];

		if (column === 0 && lines > 0) {
			ways.push('\r\n'.repeat(lines));
		}

		return ways.reduce((best, way) => (way.length < best.length ? way : best));
	}

	write({texts, styles}: CellRow, from: number, to: number): void {
		for (let column = from; column < to; column++) {
			const style = styles[column] ?? plainStyle;
			this.#setStyle(style);
			this.#written += texts[column] ?? '';
		}

		this.#at = this.#at !== null && to < texts.length ? {row: this.#at.row, column: to} : null;
	}

	/** It is not known any more in which column it is. */
	loseColumn(): void {
		this.#at = null;
	}

	/** Erases the rest of the row, if there is one. Terminals fill it with the ground of the style, so that has to be the plain one. */
	eraseRest(end: number, columns: number): void {
		if (end < columns) {
			this.#setStyle(plainStyle);
			this.#written += '\u001B[K';
		}
	}

	end(): string {
		this.#setStyle(plainStyle);
		return this.#written;
	}

	#setStyle(style: CellStyle): void {
		if (style !== this.#style) {
			this.#written += change(this.#style, style);
			this.#style = style;
		}
	}
}

/** Moves so many cells to a side; of `B` down, `C` to the right, `D` to the left. */
function steps(count: number, direction: 'B' | 'C' | 'D'): string {
	return count === 0 ? '' : `\u001B[${count === 1 ? '' : count}${direction}`;
}

function sideways(cells: number): string {
	return cells >= 0 ? steps(cells, 'C') : steps(-cells, 'D');
}
