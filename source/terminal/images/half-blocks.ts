import type {ColorLevel} from '../capabilities.ts';

/** Characters from dark to light, which show brightness on terminals with fewer than 256 colors. */
const shades = ' .:-=+*#%@';
const halfBlock = '▀';
/** White characters on black. On a light background, dark characters would make the image look like a negative. */
const whiteOnBlack = '\u001B[97;40m';
const defaultColors = '\u001B[39;49m';

type PaintedRow = {readonly text: string; readonly painted: string};

export type PaintOptions = {
	readonly color: ColorLevel;
	/**
	 * Whether only ASCII characters are used. With 256 colors or more, each cell is then a space with one background
	 * color, instead of `▀` with one color for each half.
	 */
	readonly ascii: boolean;
};

/**
 * Paints the row of cells with the index `row`. Each cell shows two pixels, one above the other. `pixels` contains
 * three bytes (RGB) for each pixel. If the height is odd, the lower halves of the last row stay transparent.
 */
export function paintRow(
	pixels: Uint8Array,
	columns: number,
	row: number,
	{color, ascii}: PaintOptions,
): PaintedRow {
	const upper = 2 * row * columns;
	const isWhole = pixels.length >= (upper + 2 * columns) * 3;
	const lower = isWhole ? upper + columns : upper;

	if (color < 2) {
		const text = Array.from({length: columns}, (_, x) =>
			shade(mean(pixels, upper + x, lower + x)),
		).join('');
		return {text, painted: color === 0 ? text : `${whiteOnBlack}${text}${defaultColors}`};
	}

	const toSgr = (pixel: Pixel, x: number, y: number): string =>
		color === 3 ? `2;${pixel.join(';')}` : `5;${ditheredColor(pixel, x, y)}`;
	let painted = '';
	let last = '';

	for (let x = 0; x < columns; x++) {
		const code = ascii
			? `48;${toSgr(mean(pixels, upper + x, lower + x), x, row)}`
			: `38;${toSgr(pixelAt(pixels, upper + x), x, 2 * row)};${isWhole ? `48;${toSgr(pixelAt(pixels, lower + x), x, 2 * row + 1)}` : '49'}`;
		painted += `${code === last ? '' : `\u001B[${code}m`}${ascii ? ' ' : halfBlock}`;
		last = code;
	}

	return {text: (ascii ? ' ' : halfBlock).repeat(columns), painted: painted + defaultColors};
}

type Pixel = readonly [red: number, green: number, blue: number];

function pixelAt(pixels: Uint8Array, index: number): Pixel {
	return [pixels[index * 3] ?? 0, pixels[index * 3 + 1] ?? 0, pixels[index * 3 + 2] ?? 0];
}

function mean(pixels: Uint8Array, a: number, b: number): Pixel {
	const [upper, lower] = [pixelAt(pixels, a), pixelAt(pixels, b)];
	const between = (channel: 0 | 1 | 2): number => Math.round((upper[channel] + lower[channel]) / 2);
	return [between(0), between(1), between(2)];
}

/** The values of a channel in xterm's cube of 6 × 6 × 6 colors. */
const cubeSteps = [0, 95, 135, 175, 215, 255];
/** Black and white of the cube, and between them xterm's 24 greys. */
const greySteps = [0, ...Array.from({length: 24}, (_, index) => 8 + index * 10), 255];
/** Pixels whose channels differ by less than this are drawn with greys, which are finer than the cube. */
const maxGreyRange = 8;
/** The thresholds of an ordered dithering (Bayer), in sixteenths. */
const thresholds = [0, 8, 2, 10, 12, 4, 14, 6, 3, 11, 1, 9, 15, 7, 13, 5];

/**
 * Returns the number of one of xterm's 256 colors for a pixel at a place. Neighbors with the same color get different
 * numbers, so that their mean is that color: the nearest number alone would make bands of a gradient.
 */
function ditheredColor(pixel: Pixel, x: number, y: number): number {
	const threshold = ((thresholds[(y % 4) * 4 + (x % 4)] ?? 0) + 0.5) / 16;

	if (Math.max(...pixel) - Math.min(...pixel) < maxGreyRange) {
		const grey = ditheredStep(greySteps, luminance(pixel), threshold);
		return grey === 0 ? 16 : 231 + (grey % (greySteps.length - 1));
	}

	const [red = 0, green = 0, blue = 0] = pixel.map(value =>
		ditheredStep(cubeSteps, value, threshold),
	);
	return 16 + 36 * red + 6 * green + blue;
}

/** Returns the index of the step below or above a value: above if it is further up than the threshold (0 to 1). */
function ditheredStep(steps: readonly number[], value: number, threshold: number): number {
	const above = steps.findIndex(step => step >= value);
	const [low = 0, high = 0] = [steps[above - 1], steps[above]];
	return above === 0 || (value - low) / (high - low) > threshold ? above : above - 1;
}

function shade(pixel: Pixel): string {
	return (
		shades[Math.min(shades.length - 1, Math.floor((luminance(pixel) * shades.length) / 256))] ?? ' '
	);
}

function luminance([red, green, blue]: Pixel): number {
	return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
