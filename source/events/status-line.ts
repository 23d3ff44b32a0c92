import {cellWidth, sliceCells} from '../terminal/width.ts';

/** A line of text at the bottom of the terminal. `show` replaces the previous text. */
export type StatusLine = {
	show(text: () => string): void;
	clear(): void;
	/** Hides the status line while `write` writes to the same terminal, then shows it again. */
	aside(write: () => void): void;
};

type StatusTerminal = {
	readonly columns?: number;
	write(text: string): unknown;
};

/** Uses only carriage returns and spaces, no escape sequences. Cuts the text, so that it never wraps. */
export function statusLine(terminal: StatusTerminal): StatusLine {
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
		show(text) {
			const cut = sliceCells(text(), 0, (terminal.columns ?? 80) - 1);

			if (cut !== shown) {
				draw(cut);
			}
		},
		clear,
		aside(write) {
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
export const noStatusLine: StatusLine = {
	show() {},
	clear() {},
	aside(write) {
		write();
	},
};
