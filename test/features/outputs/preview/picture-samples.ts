import {PhotonImage} from '@silvia-odwyer/photon-node';

/** RGBA per pixel. */
export type Pixels = {readonly width: number; readonly height: number; readonly data: Uint8Array};

type Paint = (x: number, y: number) => readonly [red: number, green: number, blue: number];

const byte = (share: number): number => Math.round(255 * share);
const wave = (x: number): number => 0.5 + Math.sin(x) / 2;

/**
 * The color at a position, from 0 to 1 in each direction. `samplePicture` draws an F on it, so that no image equals
 * its mirror image or rotation.
 */
const paints = {
	'two colors': (_x, y) => (y < 0.4 ? [255, 0, 0] : [0, 0, 255]),
	'four colors': (x, y) =>
		y < 0.5 ? (x < 0.3 ? [255, 0, 0] : [0, 160, 0]) : x < 0.7 ? [0, 0, 255] : [255, 255, 255],
	'many colors': (x, y) => [byte(x), byte(y), byte(1 - x * y)],
	photo: (x, y) => [
		byte(wave(7 * x + 2 * y)),
		byte(wave(3 * x * y + 5 * y + 1)),
		byte(wave(9 * y - 4 * x)),
	],
} as const satisfies Record<string, Paint>;

type PaintName = keyof typeof paints;
export const paintNames = Object.keys(paints) as readonly PaintName[];

/** A yellow letter F on the background `name`. With `cutOut` the lower left corner is transparent. */
export function samplePicture(
	name: PaintName,
	width: number,
	height: number,
	cutOut = false,
): Pixels {
	const data = new Uint8Array(width * height * 4);

	for (let row = 0; row < height; row++) {
		for (let column = 0; column < width; column++) {
			const [x, y] = [(column + 0.5) / width, (row + 0.5) / height];
			const color = isLetter(x, y) ? [255, 230, 0] : paints[name](x, y);
			const isTransparent = cutOut && y > 0.6 && x < y - 0.6;
			data.set([...color, isTransparent ? 0 : 255], (row * width + column) * 4);
		}
	}

	return {width, height, data};
}

function isLetter(x: number, y: number): boolean {
	const isStem = x > 0.3 && x < 0.4 && y > 0.2 && y < 0.8;
	const isBar = x > 0.3 && x < 0.65 && ((y > 0.2 && y < 0.3) || (y > 0.45 && y < 0.55 && x < 0.55));
	return isStem || isBar;
}

export function pngOf({data, width, height}: Pixels): Buffer {
	return Buffer.from(new PhotonImage(data, width, height).get_bytes());
}
