import {sliceCells} from '../../terminal/width.ts';

const eraseLine = '\r\u001B[K';
/** What is in the last line now. The process has one stderr. */
let shown = '';

/** Replaces the line at the bottom of the terminal (stderr), which `warn` removes. Cuts the text, so that it never wraps. */
export function showStatus(text: string): void {
	const {stderr} = process;
	const cut = sliceCells(text, 0, (stderr.columns || 80) - 1);

	if (cut !== shown) {
		stderr.write(eraseLine + cut);
		shown = cut;
	}
}
