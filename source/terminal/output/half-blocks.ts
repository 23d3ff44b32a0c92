import type {ColorLevel} from '../terminal.ts';

const halfBlock = '▀';
const defaultColors = '\u001B[39;49m';

type Pixel = readonly [red: number, green: number, blue: number];

/**
 * Paints a row of cells. Each shows two pixels of three bytes (RGB), one above the other. If the height is odd, the lower
 * halves of the last row stay transparent. `painted` in the result is `text` with colors: 256 for level 2, else all.
 */
export function paintRow(
	pixels: Uint8Array,
	columns: number,
	row: number,
	color: ColorLevel,
): {readonly text: string; readonly painted: string} {
	const upper = 2 * row * columns;
	const isWhole = pixels.length >= (upper + 2 * columns) * 3;
	const lower = isWhole ? upper + columns : upper;
	const pixelAt = (index: number): Pixel => {
		const [red = 0, green = 0, blue = 0] = pixels.subarray(index * 3, index * 3 + 3);
		return [red, green, blue];
	};

	const colorCode = (index: number, x: number, y: number): string =>
		color === 3 ? `2;${pixelAt(index).join(';')}` : `5;${ditheredColor(pixelAt(index), x, y)}`;
	let painted = '';
	let last = '';

	for (let x = 0; x < columns; x++) {
		const below = isWhole ? `48;${colorCode(lower + x, x, 2 * row + 1)}` : '49';
		const code = `38;${colorCode(upper + x, x, 2 * row)};${below}`;
		painted += `${code === last ? '' : `\u001B[${code}m`}${halfBlock}`;
		last = code;
	}

	return {text: halfBlock.repeat(columns), painted: painted + defaultColors};
}

/** The values of a channel in xterm's cube of 6 × 6 × 6 colors. */
const cubeSteps = [0, 95, 135, 175, 215, 255];
/** The thresholds of an ordered dithering (Bayer), in sixteenths. */
const thresholds = [0, 8, 2, 10, 12, 4, 14, 6, 3, 11, 1, 9, 15, 7, 13, 5];

/** Returns one of xterm's 256 colors. The mean of neighbors is their color: the nearest alone would make bands. */
function ditheredColor(pixel: Pixel, x: number, y: number): number {
	const threshold = ((thresholds[(y % 4) * 4 + (x % 4)] ?? 0) + 0.5) / 16;
	const [red = 0, green = 0, blue = 0] = pixel.map(value => {
		const above = cubeSteps.findIndex(step => step >= value);
		const [low = 0, high = 0] = [cubeSteps[above - 1], cubeSteps[above]];
		return above === 0 || (value - low) / (high - low) > threshold ? above : above - 1;
	});
	return 16 + 36 * red + 6 * green + blue;
}
