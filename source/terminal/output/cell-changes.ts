import {
	rowsDiffer,
	contentEnd,
	isSameCell,
	isSameStyle,
	type CellRow,
	type CellRun,
} from './cell-row.ts';
import {styleChange, plainStyle, type CellStyle} from './cell-style.ts';
import {enableAutoWrap, disableAutoWrap} from '../modes.ts';

/** So many cells that did not change are written over where that is shorter than to move past them. */
const shortGap = 4;

/** Below what was written last, of one cell: the index and the backspace, which are older than moves that are counted. */
const below = '\u001BD\u0008';

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
	const end = contentEnd(cells);
	const anew = rewriteColumn(old, cells);
	const maxOfRuns = Math.min(end, anew);
	let column = 0;

	while (column < maxOfRuns) {
		if (isSameCell(old, cells, column)) {
			column++;
			continue;
		}

		// The second half of a character is written with its first one.
		const from = cells.texts[column] === '' ? column - 1 : column;
		column = endOfRun(old, cells, column, maxOfRuns);
		pen.write(row, cells, {from, to: column});
	}

	if (anew < columns) {
		const from = maxOfRuns;
		// A wide character may reach beyond, and is written already.
		const start = cells.texts[from] === '' ? from + 1 : from;
		pen.write(row, cells, {from: start, to: end});
		pen.eraseRest(end, columns);
	} else if (contentEnd(old) > end) {
		pen.move(row, end);
		pen.eraseRest(end, columns);
	}
}

/**
 * From which column on a row has to be written to its end: where something changes about whose width terminals may disagree, none
 * can say which cells behind it were written over. The number of columns where there is no such thing.
 */
function rewriteColumn(old: CellRow, cells: CellRow): number {
	const changed = [...old.uncertain, ...cells.uncertain].filter(stretch =>
		rowsDiffer(old, cells, stretch),
	);
	return Math.min(cells.texts.length, ...changed.map(({from}) => from));
}

/** Where a run of changed cells ends: short gaps that look alike belong to it. */
function endOfRun(old: CellRow, cells: CellRow, from: number, most: number): number {
	let end = from + 1;

	for (let column = end; column < most && column - end <= shortGap; column++) {
		const before = cells.styles[column - 1] ?? plainStyle;

		if (cells.uncertain.some(stretch => stretch.from <= column && column < stretch.to)) {
			// As it was, and only whole ones may be written.
			break;
		}

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
		const absolute = goTo(row, column);

		if (this.#at === null || row < this.#at.row) {
			return absolute;
		}

		const lines = row - this.#at.row;
		const ways = [absolute, steps(lines, 'B') + sideways(column - this.#at.column)];

		if (lines === 1 && column === this.#at.column - 1) {
			ways.push(below);
		}

		if (column === 0 && lines > 0) {
			ways.push('\r\n'.repeat(lines));
		}

		return ways.reduce((best, way) => (way.length < best.length ? way : best));
	}

	/** Writes some cells of a row. */
	write(row: number, cells: CellRow, {from, to}: CellRun): void {
		const {texts, uncertain: doubtful} = cells;
		this.move(row, from);
		let column = from;

		for (const stretch of doubtful.filter(({from: start}) => from <= start && start < to)) {
			this.#put(cells, {from: column, to: stretch.from});
			this.#putDoubtful(row, cells, stretch);
			column = stretch.to;
		}

		this.#put(cells, {from: column, to});
		this.#at = to < texts.length ? {row, column: to} : null;
	}

	#put({texts, styles}: CellRow, {from, to}: CellRun): void {
		for (let column = from; column < to; column++) {
			this.#setStyle(styles[column] ?? plainStyle);
			this.#written += texts[column] ?? '';
		}
	}

	/**
	 * Writes cells about whose width terminals may disagree, and says where the next one stands. Of these cells a terminal may leave
	 * some as they were, so they are emptied before. Where they could be so wide that they reach the end of the row, it is not to go on in
	 * the next one.
	 */
	#putDoubtful(row: number, cells: CellRow, stretch: CellRun): void {
		const {from, to} = stretch;
		const characters = [...cells.texts.slice(from, to).join('')];
		const mayWrap = from + 2 * characters.length >= cells.texts.length;
		this.#setStyle(cells.styles[from] ?? plainStyle);
		this.#written += (mayWrap ? disableAutoWrap : '') + ' '.repeat(to - from) + goTo(row, from);
		this.#put(cells, stretch);
		this.#written += to < cells.texts.length ? goTo(row, to) : '';
		this.#written += mayWrap ? enableAutoWrap : '';
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
			this.#written += styleChange(this.#style, style);
			this.#style = style;
		}
	}
}

/** Moves so many cells to a side; of `B` down, `C` to the right, `D` to the left. */
function steps(count: number, direction: 'B' | 'C' | 'D'): string {
	return count === 0 ? '' : `\u001B[${count === 1 ? '' : count}${direction}`;
}

function goTo(row: number, column: number): string {
	return `\u001B[${row + 1};${column + 1}H`;
}

function sideways(cells: number): string {
	return cells >= 0 ? steps(cells, 'C') : steps(-cells, 'D');
}
