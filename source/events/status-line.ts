import {cellWidth, sliceCells} from '../terminal/width.ts';

/**
 * Returns a line of text at the bottom of the terminal. It uses only carriage returns and spaces, no escape sequences, and
 * cuts the text, so that it never wraps.
 */
export function statusLine(terminal: {readonly columns?: number; write(text: string): unknown}) {
	let shown = '';

	function draw(text: string): void {
		const gap = Math.max(0, cellWidth(shown) - cellWidth(text));
		terminal.write(`\r${text}${' '.repeat(gap)}${gap > 0 ? `\r${text}` : ''}`);
		shown = text;
	}

	function clear(): void {
		if (shown !== '') {
			draw('');
		}
	}

	return {
		/** Replaces the previous text. */
		show(text: () => string): void {
			const cut = sliceCells(text(), 0, (terminal.columns ?? 80) - 1);

			if (cut !== shown) {
				draw(cut);
			}
		},
		clear,
		/** Hides the line while `write` writes to the same terminal, then shows it again. */
		aside(write: () => void): void {
			const before = shown;
			clear();
			write();

			if (before !== '') {
				draw(before);
			}
		},
	};
}

/** A status line that shows nothing, for a stderr that is not a terminal. */
export const noStatusLine: ReturnType<typeof statusLine> = {
	show() {},
	clear() {},
	aside(write) {
		write();
	},
};
