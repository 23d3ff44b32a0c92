import {emptyRow} from './cell-row.ts';
import {writeChanges} from './cell-changes.ts';
import type {Cells} from './cell-draft.ts';
import {readWrites} from './ink-writes.ts';

const enterAlternateScreen = '\u001B[?1049h';
/** Where Ink begins anew on a screen that it cannot rely on. */
const homeAndEraseDown = '\u001B[1;1H\u001B[J';
const home = '\u001B[H';

/**
 * Shortens what Ink draws to the cells that change. Ink writes a line from its first changed cell to its end, so that of a second that
 * passes in a list the whole width of the screen is sent for each row. What is not understood is let through as it is, and
 * then everything is until Ink draws the whole screen.
 */
export class FrameWriter {
	#cells: Cells | null = null;

	/** What to write in place of a piece of Ink's output, on a screen of that size. */
	shorten(output: string, size: {readonly columns: number; readonly rows: number}): string {
		const entered = output.lastIndexOf(enterAlternateScreen);

		if (entered !== -1) {
			// Terminals enter it with the cursor where it was, and Ink begins to draw there.
			const start = entered + enterAlternateScreen.length;
			this.#cells = blankCells(size);
			return output.slice(0, start) + home + this.shorten(output.slice(start), size);
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

	#shorten(output: string): string {
		const before = this.#cells;
		const written = before === null ? null : readWrites(output, before);
		this.#cells = written?.cells ?? null;
		return before === null || written === null
			? output
			: written.before + writeChanges(before.rows, written.cells.rows) + written.after;
	}
}

function blankCells({columns, rows}: {readonly columns: number; readonly rows: number}): Cells {
	return {
		columns,
		rows: Array.from({length: rows}, () => emptyRow(columns)),
		row: 0,
		column: 0,
	};
}
