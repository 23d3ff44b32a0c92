/** Characters that are one cell wide in every terminal, and those that are two cells wide. */
const narrow = String.raw`\u0020-\u007E\u00A1-\u00A8\u00AA-\u00AC\u00AF-\u024F\u2010-\u2027\u2190-\u2193\u2298\u2500-\u259F\u25B0-\u25CF\u2713\u2717`;
const wide = String.raw`\u3001-\u3029\u3041-\u3096\u30A1-\u30FF\u3400-\u4DBF\u4E00-\u9FFF\uFF01-\uFF5E`;

/** Matches text whose width is its length. */
export const narrowPattern = new RegExp(`^[${narrow}]*$`);
/**
 * Matches text in which each UTF-16 unit is one whole character. Nearly all text on the screen is of this kind. Only
 * other text needs the slow segmentation into graphemes.
 */
export const plainPattern = new RegExp(`^[${narrow}${wide}]*$`);
const wideCharacter = new RegExp(`[${wide}]`, 'g');

/** Returns the width in cells of plain text; null for other text. */
export function plainWidth(text: string): number | null {
	if (narrowPattern.test(text)) {
		return text.length;
	}

	return plainPattern.test(text) ? text.length + (text.match(wideCharacter)?.length ?? 0) : null;
}
