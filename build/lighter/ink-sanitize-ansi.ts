import sanitizeAnsi from '../../node_modules/ink/build/sanitize-ansi.js';

/** As many as a few whole screens have rows. */
const most = 512;
let fresh = new Map<string, string>();
let older = new Map<string, string>();

/** The same as Ink's, done once for a text: Ink does it for each row of each frame, of which nearly all are as they were. */
export default function sanitizeOnce(text: string): string {
	const known = fresh.get(text) ?? older.get(text) ?? sanitizeAnsi(text);

	if (fresh.size >= most) {
		older = fresh;
		fresh = new Map();
	}

	fresh.set(text, known);
	return known;
}
