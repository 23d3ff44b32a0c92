import {blankGrid, type CellGrid} from './cell-grid.ts';
import {writeChanges} from './cell-changes.ts';
import {applyOutput} from './apply-output.ts';
import {
	enterAlternateScreen,
	eraseFrame,
	homeAndEraseDown,
	leaveAlternateScreen,
} from '../modes.ts';

/**
 * Reduces Ink's output to the cells that change. Ink rewrites a line from its first changed cell to its end, so a
 * clock at the start of each row would rewrite the whole screen every second. After output that cannot be parsed, all
 * output is passed on unchanged until Ink repaints the whole screen.
 */
export class FrameWriter {
	#grid: CellGrid | null = null;
	#isEntered = false;

	shorten(output: string, size: {readonly columns: number; readonly rows: number}): string {
		const entered = output.lastIndexOf(enterAlternateScreen);

		if (entered !== -1) {
			const start = entered + enterAlternateScreen.length;
			return this.#enter(output.slice(0, start), size) + this.shorten(output.slice(start), size);
		}

		if (this.#isEntered && output.includes(leaveAlternateScreen)) {
			this.#isEntered = false;
			return eraseFrame + this.shorten(output, size);
		}

		const repaint = output.lastIndexOf(homeAndEraseDown);

		if (repaint !== -1) {
			// The screen is blank after this sequence, so its cells are known again.
			const start = repaint + homeAndEraseDown.length;
			this.#grid = blankGrid(size);
			return output.slice(0, start) + this.#shorten(output.slice(start));
		}

		return this.#shorten(output);
	}

	/** Enters the alternate screen. Erases it, since a terminal without an alternate screen stays on the main one. */
	#enter(output: string, size: {readonly columns: number; readonly rows: number}): string {
		const isEntered = this.#isEntered;
		this.#isEntered = true;
		this.#grid = blankGrid(size);
		return (isEntered ? '' : output) + homeAndEraseDown;
	}

	#shorten(output: string): string {
		const before = this.#grid;
		const applied = before === null ? null : applyOutput(output, before);
		this.#grid = applied?.grid ?? null;
		return before === null || applied === null
			? output
			: applied.modesBefore + writeChanges(before.rows, applied.grid.rows) + applied.modesAfter;
	}
}
