import {PhotonImage} from '@silvia-odwyer/photon-node';

/** RGBA per pixel. */
export type Pixels = {readonly width: number; readonly height: number; readonly data: Uint8Array};

type Color = readonly [red: number, green: number, blue: number];
type Paint = (x: number, y: number) => Color;

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

/** A scaled image: each pixel is the mean of those it covers. */
export function scaledTo({width, height, data}: Pixels, wide: number, high: number): Pixels {
	const scaled = new Uint8Array(wide * high * 4);
	const columns = spansOf(width, wide);
	const rows = spansOf(height, high);

	for (const [y, down] of rows.entries()) {
		for (const [x, across] of columns.entries()) {
			const sum = [0, 0, 0, 0];
			let opaque = 0;
			let all = 0;

			for (const [row, rowShare] of down) {
				for (const [column, columnShare] of across) {
					const from = (row * width + column) * 4;
					const alpha = data[from + 3] ?? 0;
					const weight = rowShare * columnShare;
					all += weight;
					opaque += (weight * alpha) / 255;

					for (const channel of [0, 1, 2]) {
						sum[channel] =
							(sum[channel] ?? 0) + (weight * alpha * (data[from + channel] ?? 0)) / 255;
					}
				}
			}

			const color = sum.slice(0, 3).map(value => (opaque === 0 ? 0 : Math.round(value / opaque)));
			scaled.set([...color, Math.round((255 * opaque) / all)], (y * wide + x) * 4);
		}
	}

	return {width: wide, height: high, data: scaled};
}

type Span = ReadonlyArray<readonly [place: number, share: number]>;

/**
 * For a line of `from` pixels that is scaled to `to` pixels: which old pixels each new pixel covers, and which share
 * of each, from 0 to 1.
 */
function spansOf(from: number, to: number): readonly Span[] {
	return Array.from({length: to}, (_, index) => {
		const [start, end] = [(index * from) / to, ((index + 1) * from) / to];
		const first = Math.floor(start + 1e-9);
		return Array.from({length: Math.ceil(end - 1e-9) - first}, (__, step) => {
			const place = first + step;
			return [place, Math.min(end, place + 1) - Math.max(start, place)] as const;
		});
	});
}

export function onBackground(grey: number, {width, height, data}: Pixels): Pixels {
	const flat = data.map((value, index) => {
		const alpha = (data[index | 3] ?? 0) / 255;
		return index % 4 === 3 ? 255 : Math.round(value * alpha + grey * (1 - alpha));
	});
	return {width, height, data: flat};
}

/** The root mean square difference of RGB: 0 for equal images, 1 for black and white. */
export function rmse(a: Pixels, b: Pixels): number {
	const squares = a.data.reduce(
		(sum, value, index) => (index % 4 === 3 ? sum : sum + (value - (b.data[index] ?? 0)) ** 2),
		0,
	);
	return Math.sqrt(squares / (a.width * a.height * 3)) / 255;
}
