import {wrapText} from '../terminal/wrap-text.ts';

/**
 * Wraps text into at most `maxRows` rows of `width` cells, and ignores the text after them. Breaks a row between two
 * words if the row is then at least half full, otherwise inside a word.
 */
export function wrap(text: string, width: number, maxRows: number): readonly string[] {
	const trimmed = text.trim();
	return trimmed === '' || width < 1
		? []
		: wrapText(trimmed, width, maxRows).map(({from, to}) => trimmed.slice(from, to).trimEnd());
}
