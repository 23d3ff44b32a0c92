import {cellWidth, sliceCells} from '../terminal/width.ts';

/** A line at the bottom of the terminal that is overwritten. */
export type StatusLine = {
	show(text: () => string): void;
	clear(): void;
	/** Hides the line while `write` writes to the same terminal. */
	aside(write: () => void): void;
};

export type StatusTerminal = {
	readonly columns?: number;
	write(text: string): unknown;
};

/**
 * Uses only carriage returns and spaces, no escape sequences. Cuts the text to the terminal's width, so that it never
 * wraps.
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

/** Replaces the status line if stderr is not a terminal. */
export const noStatusLine: StatusLine = {
	show() {
		// Not visible.
	},
	clear() {
		// Not visible.
	},
	aside(write) {
		write();
	},
};
