const startOfLine = '\u001B[1G';
const eraseLine = '\u001B[K';

/**
 * A line that is another than before, from its first cell on. Ink looks for the first cell that changed, by graphemes;
 * `terminal/frame-writer` reads what is written into cells, and does the same for each of them.
 */
export default function wholeLine(_previous: string, next: string): string {
	return startOfLine + eraseLine + next;
}
