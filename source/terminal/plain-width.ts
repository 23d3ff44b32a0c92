/**
 * Text in which every UTF-16 unit is a character of its own, one cell wide up to U+2E80 and two from there on: nearly
 * all that is ever shown. Finding graphemes and looking up their widths takes most of the time of a frame, so here it
 * is left out.
 */
export const plainPattern =
	/^[\u0020-\u007E\u00A1-\u00A8\u00AA-\u00AC\u00AF-\u024F\u2010-\u2027\u2190-\u2193\u2298\u2500-\u259F\u25B0-\u25CF\u2713\u2717\u3001-\u3029\u3041-\u3096\u30A1-\u30FF\u3400-\u4DBF\u4E00-\u9FFF\uFF01-\uFF5E]*$/;
/** Of these only what is one cell wide: the length of such a text is its width. */
export const narrowPattern =
	/^[\u0020-\u007E\u00A1-\u00A8\u00AA-\u00AC\u00AF-\u024F\u2010-\u2027\u2190-\u2193\u2298\u2500-\u259F\u25B0-\u25CF\u2713\u2717]*$/;
const firstWide = 0x2e80;

/** How many cells a text takes, where it is plain; null where graphemes have to be found first. */
export function plainWidth(text: string): number | null {
	if (narrowPattern.test(text)) {
		return text.length;
	}

	if (!plainPattern.test(text)) {
		return null;
	}

	let width = 0;

	for (let unit = 0; unit < text.length; unit++) {
		width += plainCells(text, unit);
	}

	return width;
}

/** How many cells a character of a plain text takes. */
export function plainCells(text: string, unit: number): number {
	return text.charCodeAt(unit) < firstWide ? 1 : 2;
}
