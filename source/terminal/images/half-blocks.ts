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

	const toSgr = color === 3 ? trueColor : paletteColor;
	let painted = '';
	let last = '';

	for (let x = 0; x < columns; x++) {
		const code = ascii
			? `48;${toSgr(mean(pixels, upper + x, lower + x))}`
			: `38;${toSgr(pixelAt(pixels, upper + x))};${isWhole ? `48;${toSgr(pixelAt(pixels, lower + x))}` : '49'}`;
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

function trueColor(pixel: Pixel): string {
	return `2;${pixel.join(';')}`;
}

/**
 * Returns the SGR parameters of the nearest color among xterm's 256 colors: in the cube of 6 × 6 × 6 colors or among
 * the 24 greys.
 */
function paletteColor(pixel: Pixel): string {
	const cube = pixel.map(nearestStep);
	const [red = 0, green = 0, blue = 0] = cube;
	const grey = Math.max(0, Math.min(23, Math.round((luminance(pixel) - 8) / 10)));
	const inCube = cube.map(step => cubeSteps[step] ?? 0);
	const inGreys = [0, 1, 2].map(() => 8 + grey * 10);
	return distance(pixel, inGreys) < distance(pixel, inCube)
		? `5;${232 + grey}`
		: `5;${16 + 36 * red + 6 * green + blue}`;
}

const cubeSteps = [0, 95, 135, 175, 215, 255];

function nearestStep(value: number): number {
	return cubeSteps.reduce(
		(best, step, index) =>
			Math.abs(step - value) < Math.abs((cubeSteps[best] ?? 0) - value) ? index : best,
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

function luminance([red, green, blue]: Pixel): number {
	return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
