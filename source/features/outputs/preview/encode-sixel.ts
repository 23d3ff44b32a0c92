import {FINALIZER, introducer, sixelEncode} from 'sixel';
import {quantize} from './quantize.ts';

/**
 * A picture of red, green, blue and opacity as a whole sixel sequence, in at most so many colors. What is transparent is
 * left as it was. The package's own quantizer is not used: it loses colors of pictures that have few, and transparency.
 */
export function encodeSixel(
	pixels: Uint8Array,
	width: number,
	height: number,
	maxColors: number,
): string {
	// The encoder reads all of the memory that its pixels are a part of.
	const own = new Uint8Array(pixels);
	const palette = [...quantize(own, width, maxColors)];
	const body = palette.length === 0 ? '' : sixelEncode(own, width, height, palette);
	return introducer(1) + body + FINALIZER;
}
