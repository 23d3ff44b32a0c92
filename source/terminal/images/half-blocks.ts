import type {ColorLevel} from '../capabilities.ts';

/** Darker to lighter, for terminals without the colours for a picture. */
const shades = ' .:-=+*#%@';
const halfBlock = '▀';
/** Shades are lighter the more ink there is: on a light background they would be a negative. */
const whiteOnBlack = '\u001B[97;40m';
const plain = '\u001B[39;49m';

/** A row of a picture: what each cell shows, and the same with its colours in it. */
export type PaintedRow = {readonly text: string; readonly painted: string};

export type PaintOptions = {
	readonly color: ColorLevel;
	/** Whether there is no half block: then a cell has one colour. */
	readonly ascii: boolean;
};

/**
 * A row of cells, each of two pixels one above the other; `pixels` has red, green and blue of `columns` in a line. Where the
 * lower line is missing, the background of the terminal is seen.
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
		return {text, painted: color === 0 ? text : `${whiteOnBlack}${text}${plain}`};
	}

	const ink = color === 3 ? trueColor : paletteColor;
	let painted = '';
	let last = '';

	for (let x = 0; x < columns; x++) {
		const code = ascii
			? `48;${ink(mean(pixels, upper + x, lower + x))}`
			: `38;${ink(pixelAt(pixels, upper + x))};${isWhole ? `48;${ink(pixelAt(pixels, lower + x))}` : '49'}`;
		painted += `${code === last ? '' : `\u001B[${code}m`}${ascii ? ' ' : halfBlock}`;
		last = code;
	}

	return {text: (ascii ? ' ' : halfBlock).repeat(columns), painted: painted + plain};
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

function trueColor(pixel: Pixel): string {
	return `2;${pixel.join(';')}`;
}

/** The nearest of the 256 colours: of their cube of 6 × 6 × 6, or of their 24 greys. */
function paletteColor(pixel: Pixel): string {
	const cube = pixel.map(nearestStep);
	const [red = 0, green = 0, blue = 0] = cube;
	const grey = Math.max(0, Math.min(23, Math.round((luminance(pixel) - 8) / 10)));
	const inCube = cube.map(step => steps[step] ?? 0);
	const inGreys = [0, 1, 2].map(() => 8 + grey * 10);
	return distance(pixel, inGreys) < distance(pixel, inCube)
		? `5;${232 + grey}`
		: `5;${16 + 36 * red + 6 * green + blue}`;
}

const steps = [0, 95, 135, 175, 215, 255];

function nearestStep(value: number): number {
	return steps.reduce(
		(best, step, index) =>
			Math.abs(step - value) < Math.abs((steps[best] ?? 0) - value) ? index : best,
		0,
	);
}

function distance(pixel: Pixel, other: readonly number[]): number {
	return pixel.reduce((sum, value, channel) => sum + (value - (other[channel] ?? 0)) ** 2, 0);
}

function shade(pixel: Pixel): string {
	return (
		shades[Math.min(shades.length - 1, Math.floor((luminance(pixel) * shades.length) / 256))] ?? ' '
	);
}

/** How light it looks, 0 to 255 (ITU-R BT.709). */
function luminance([red, green, blue]: Pixel): number {
	return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
