/**
 * Matches text in which each UTF-16 unit is one whole character: one cell wide below U+2E80, otherwise two cells.
 * Nearly all text on the screen is of this kind. Only other text needs the slow segmentation into graphemes.
 */
export const plainPattern =
	/^[\u0020-\u007E\u00A1-\u00A8\u00AA-\u00AC\u00AF-\u024F\u2010-\u2027\u2190-\u2193\u2298\u2500-\u259F\u25B0-\u25CF\u2713\u2717\u3001-\u3029\u3041-\u3096\u30A1-\u30FF\u3400-\u4DBF\u4E00-\u9FFF\uFF01-\uFF5E]*$/;
/** Like `plainPattern`, but matches only characters of one cell. The length of such text is its width. */
export const narrowPattern =
	/^[\u0020-\u007E\u00A1-\u00A8\u00AA-\u00AC\u00AF-\u024F\u2010-\u2027\u2190-\u2193\u2298\u2500-\u259F\u25B0-\u25CF\u2713\u2717]*$/;
const firstWide = 0x2e80;

export function plainWidth(text: string): number | null {
	if (narrowPattern.test(text)) {
		return text.length;
	}

	if (!plainPattern.test(text)) {
		return null;
	}

	let width = 0;

	for (let unit = 0; unit < text.length; unit++) {
		width += text.charCodeAt(unit) < firstWide ? 1 : 2;
	}

	return width;
}
