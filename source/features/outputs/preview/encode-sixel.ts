import {FINALIZER, introducer, sixelEncode} from 'sixel';
import {reduce} from 'sixel/lib/Quantizer.js';

/** The usual number of color registers. */
const maxColors = 256;
const opaque = 0xff_00_00_00;

/** Encodes RGBA pixels as a complete sixel sequence. */
export function encodeSixel(pixels: Uint8Array, width: number, height: number): string {
	// Copy the pixels, because the encoder reads the whole underlying buffer.
	const own = new Uint8Array(pixels);
	const colors = new Uint32Array(own.buffer);
	decideOpacity(colors);
	const palette = fewColors(colors) ?? reduceColors(colors, width);
	const body = palette.length === 0 ? '' : sixelEncode(own, width, height, [...palette]);
	return introducer(1) + body + FINALIZER;
}

/** Makes each pixel opaque or fully transparent, because a sixel is either drawn or not. */
function decideOpacity(colors: Uint32Array): void {
	for (const [at, color] of colors.entries()) {
		colors[at] = color >>> 24 < 128 ? 0 : color | opaque;
	}
}

/** Returns the colors of the opaque pixels, which must not change; null if there are more than `maxColors`. */
function fewColors(colors: Uint32Array): readonly number[] | null {
	const found = new Set<number>();

	for (const color of colors) {
		if (color !== 0 && found.add(color).size > maxColors) {
			return null;
		}
	}

	return [...found];
}

/** Reduces the colors in place. The quantizer of `sixel` ignores transparency, so transparent pixels are kept here. */
function reduceColors(colors: Uint32Array, width: number): readonly number[] {
	const {indices, palette} = reduce(new Uint8Array(colors.slice().buffer), width, maxColors);
	const visible = palette.map(color => (color | opaque) >>> 0);

	for (const [at, index] of indices.entries()) {
		if (colors[at] !== 0) {
			colors[at] = visible[index] ?? 0;
		}
	}

	return visible;
}
