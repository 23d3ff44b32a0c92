import {emptyRow} from './cell-row.ts';
import {writeChanges} from './cell-changes.ts';
import type {CellGrid} from './cell-grid.ts';
import {applyOutput} from './apply-output.ts';
import {cursorHome, enterAlternateScreen, eraseFrame, homeAndEraseDown} from '../modes.ts';

const leaveAlternateScreen = '\u001B[?1049l';

/**
 * Shortens what Ink draws to the cells that change. Ink writes a line from its first changed cell to its end, so that of a second that
 * passes in a list the whole width of the screen is sent for each row. What is not understood is let through as it is, and
 * then everything is until Ink draws the whole screen.
 */
export class FrameWriter {
	#cells: CellGrid | null = null;
	#isEntered = false;

	/** What to write in place of a piece of Ink's output, on a screen of that size. */
	shorten(output: string, size: {readonly columns: number; readonly rows: number}): string {
		const entered = output.lastIndexOf(enterAlternateScreen);

		if (entered !== -1) {
			const start = entered + enterAlternateScreen.length;
			const begun = this.#enter(output.slice(0, start), size);
			return begun + this.shorten(output.slice(start), size);
		}

		if (this.#isEntered && output.includes(leaveAlternateScreen)) {
			this.#isEntered = false;
			return eraseFrame + this.shorten(output, size);
		}

		const anew = output.lastIndexOf(homeAndEraseDown);

		if (anew !== -1) {
			// What was there is not known, and is erased: from here on it is.
			const start = anew + homeAndEraseDown.length;
			this.#cells = blankCells(size);
			return output.slice(0, start) + this.#shorten(output.slice(start));
		}

		return this.#shorten(output);
	}

	/**
	 * Begins a screen, to be drawn on from its first cell: terminals enter it with the cursor where it was. One that was begun
	 * before Ink was there is gone on with.
	 */
	#enter(output: string, size: {readonly columns: number; readonly rows: number}): string {
		const cells = this.#cells;

		if (
			this.#isEntered &&
			cells !== null &&
			cells.columns === size.columns &&
			cells.rows.length === size.rows
		) {
			this.#cells = {...cells, row: 0, column: 0};
			return output.slice(0, -enterAlternateScreen.length);
		}

		const isEntered = this.#isEntered;
		this.#isEntered = true;
		this.#cells = blankCells(size);
		return isEntered ? homeAndEraseDown : output + cursorHome;
	}

	#shorten(output: string): string {
		const before = this.#cells;
		const written = before === null ? null : applyOutput(output, before);
		this.#cells = written?.cells ?? null;
		return before === null || written === null
			? output
			: written.before + writeChanges(before.rows, written.cells.rows) + written.after;
	}
}

function blankCells({columns, rows}: {readonly columns: number; readonly rows: number}): CellGrid {
	return {
		columns,
		rows: Array.from({length: rows}, () => emptyRow(columns)),
		row: 0,
		column: 0,
	};
}
