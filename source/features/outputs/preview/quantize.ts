type Color = [red: number, green: number, blue: number];

/**
 * A group of similar colors. One color of the palette replaces all of them. `channel`: the channel in which the
 * colors vary most. If a group is split, its colors below and above the mean of this channel are separated.
 */
type Box = {
	readonly colors: readonly Color[];
	readonly mean: Color;
	readonly channel: 0 | 1 | 2;
	/** The sum of squared deviations from the mean in `channel`. */
	readonly spread: number;
};

const channels = [0, 1, 2] as const;
/** Maximum number of pixels from which the palette is computed. */
const maxSamples = 20_000;
/** The nearest palette color is computed once for all colors that agree in this many upper bits of each channel. */
const bits = 6;

/**
 * Reduces RGBA pixels to at most `maxColors` colors, in place, and returns these colors. Makes each pixel opaque or
 * fully transparent. If there are too many colors, uses median cut with Floyd-Steinberg dithering.
 */
export function quantize(pixels: Uint8Array, width: number, maxColors: number): readonly Color[] {
	decideOpacity(pixels);
	const own = fewColors(pixels, maxColors);

	if (own !== null) {
		return own;
	}

	const palette = medianCut(sampleColors(pixels), maxColors);
	dither(pixels, width, palette);
	return palette;
}

function decideOpacity(pixels: Uint8Array): void {
	for (let at = 0; at < pixels.length; at += 4) {
		if ((pixels[at + 3] ?? 0) < 128) {
			pixels.fill(0, at, at + 4);
		} else {
			pixels[at + 3] = 255;
		}
	}
}

/** Returns the colors of the opaque pixels. Returns null if there are more than `maxColors` colors. */
function fewColors(pixels: Uint8Array, maxColors: number): readonly Color[] | null {
	const colors = new Set<number>();

	for (let at = 0; at < pixels.length && colors.size <= maxColors; at += 4) {
		if (pixels[at + 3] === 255) {
			const [red, green, blue] = colorAt(pixels, at);
			colors.add((red << 16) | (green << 8) | blue);
		}
	}

	return colors.size > maxColors
		? null
		: [...colors].map(color => [color >> 16, (color >> 8) & 255, color & 255]);
}

function colorAt(pixels: Uint8Array, at: number): Color {
	return [pixels[at] ?? 0, pixels[at + 1] ?? 0, pixels[at + 2] ?? 0];
}

function sampleColors(pixels: Uint8Array): readonly Color[] {
	const count = pixels.length / 4;
	const step = Math.max(1, count / maxSamples);
	const colors: Color[] = [];

	for (let place = 0; place < count; place += step) {
		const at = Math.floor(place) * 4;

		if (pixels[at + 3] === 255) {
			colors.push(colorAt(pixels, at));
		}
	}

	return colors;
}

function medianCut(colors: readonly Color[], maxColors: number): readonly Color[] {
	const boxes = [boxOf(colors)];

	while (boxes.length < maxColors) {
		const widest = boxes.reduce((best, box) => (box.spread > best.spread ? box : best));
		const {channel, mean} = widest;
		const below = widest.colors.filter(color => color[channel] < mean[channel]);

		if (below.length === 0) {
			break;
		}

		const above = widest.colors.filter(color => color[channel] >= mean[channel]);
		boxes.splice(boxes.indexOf(widest), 1, boxOf(below), boxOf(above));
	}

	return boxes.map(({mean}) => colorOf(channel => Math.round(mean[channel])));
}

function boxOf(colors: readonly Color[]): Box {
	const average = (of: (color: Color) => number): number =>
		colors.reduce((sum, color) => sum + of(color), 0) / colors.length;
	const mean = colorOf(channel => average(color => color[channel]));
	const spreads = colorOf(
		channel => average(color => (color[channel] - mean[channel]) ** 2) * colors.length,
	);
	const spread = Math.max(...spreads);
	return {colors, mean, channel: channels.find(one => spreads[one] === spread) ?? 0, spread};
}

function colorOf(value: (channel: 0 | 1 | 2) => number): Color {
	return [value(0), value(1), value(2)];
}

function dither(pixels: Uint8Array, width: number, palette: readonly Color[]): void {
	const nearestOf = nearestIn(palette);
	// The color errors to add to this row (`here`) and to the next one (`below`), padded by one pixel on each side.
	let here = new Float32Array((width + 2) * 3);
	let below = new Float32Array((width + 2) * 3);

	for (let start = 0; start < pixels.length; start += width * 4) {
		for (let x = 0; x < width; x++) {
			const at = start + x * 4;

			if (pixels[at + 3] === 255) {
				const place = (x + 1) * 3;
				const received = here;
				const color = colorOf(channel => {
					const value = (pixels[at + channel] ?? 0) + (received[place + channel] ?? 0);
					return Math.max(0, Math.min(255, value));
				});
				const taken = nearestOf(color);

				for (const channel of channels) {
					const error = color[channel] - taken[channel];
					const to = place + channel;
					pixels[at + channel] = taken[channel];
					here[to + 3] = (here[to + 3] ?? 0) + (error * 7) / 16;
					below[to - 3] = (below[to - 3] ?? 0) + (error * 3) / 16;
					below[to] = (below[to] ?? 0) + (error * 5) / 16;
					below[to + 3] = (below[to + 3] ?? 0) + error / 16;
				}
			}
		}

		[here, below] = [below, here.fill(0)];
	}
}

/**
 * Returns a function that finds the color of the palette nearest to a given color. For speed, colors with the same
 * upper bits (see `bits`) share one cached result.
 */
function nearestIn(palette: readonly Color[]): (color: Color) => Color {
	const cache = Array.from<Color | undefined>({length: 2 ** (3 * bits)});
	const drop = 8 - bits;
	return color => {
		const [red, green, blue] = color;
		const place = ((red >> drop) << (2 * bits)) | ((green >> drop) << bits) | (blue >> drop);
		return (cache[place] ??= nearest(color, palette));
	};
}

function nearest([red, green, blue]: Color, palette: readonly Color[]): Color {
	let best: Color = [red, green, blue];
	let least = Infinity;

	for (const one of palette) {
		const distance = (red - one[0]) ** 2 + (green - one[1]) ** 2 + (blue - one[2]) ** 2;

		if (distance < least) {
			best = one;
			least = distance;
		}
	}

	return best;
}
