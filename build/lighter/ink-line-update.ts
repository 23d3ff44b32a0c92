const startOfLine = '\u001B[1G';
const eraseLine = '\u001B[K';

/** Rewrites the whole line. Ink searches for the first changed grapheme, which `FrameWriter` does again for every cell. */
export default function wholeLine(_previous: string, next: string): string {
	return startOfLine + eraseLine + next;
}
