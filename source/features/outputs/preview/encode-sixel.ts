import {FINALIZER, introducer, sixelEncode} from 'sixel';
import {quantize} from './quantize.ts';

/**
 * Encodes RGBA pixels as a complete sixel sequence. Transparent pixels are not drawn. The package `sixel` could reduce
 * the colors too, but it loses transparency and changes images that have few colors. So `quantize` is used instead.
 */
export function encodeSixel(
	pixels: Uint8Array,
	width: number,
	height: number,
	maxColors: number,
): string {
	// Copy the pixels, because the encoder reads the whole underlying buffer.
	const own = new Uint8Array(pixels);
	const palette = [...quantize(own, width, maxColors)];
	const body = palette.length === 0 ? '' : sixelEncode(own, width, height, palette);
	return introducer(1) + body + FINALIZER;
}
