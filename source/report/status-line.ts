import {cellWidth, sliceCells} from '../terminal/width.ts';

/** A line at the foot of the terminal that is written over again and again. */
export type StatusLine = {
	/** Shows a text, in place of what was shown. It is asked for only where somebody may look. */
	show(text: () => string): void;
	/** Takes the line away. */
	clear(): void;
	/** Does something that writes to the same terminal, with the line out of the way. */
	aside(write: () => void): void;
};

/** What the line is written to. */
export type StatusTerminal = {
	readonly columns?: number;
	write(text: string): unknown;
};

/**
 * Makes a status line with nothing but carriage returns and spaces: no escape sequence reaches the terminal. A text that
 * does not fit is cut, so that the terminal never breaks the line.
 */
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

/** The line where there is no terminal to show it on. */
export const noStatusLine: StatusLine = {
	show() {
		// Nobody would see it.
	},
	clear() {
		// Nothing is shown.
	},
	aside(write) {
		write();
	},
};
