import {mix, type Colour, type Painting} from './picture.ts';

/** A lake between mountains at dusk. */
export function lake(width: number, height: number): Painting {
	const shore = Math.round(height * 0.66);
	const sun = {x: width * 0.64, y: height * 0.4, radius: height * 0.11};
	const ridges: readonly Ridge[] = [
		{foot: 0.5, rise: 0.2, waves: [2.3, 5.1], colour: [128, 102, 140]},
		{foot: 0.58, rise: 0.17, waves: [3.1, 7.3], colour: [84, 78, 118]},
		{foot: 0.65, rise: 0.13, waves: [4.7, 9.1], colour: [44, 56, 84]},
	];

	function above(x: number, y: number): Colour {
		const ridge = ridges.findLast(each => y > crest(each, x / width) * height);

		if (ridge !== undefined) {
			return ridge.colour;
		}

		const sky = mix([46, 58, 104], [250, 176, 122], y / shore);
		const far = Math.hypot(x - sun.x, y - sun.y) / sun.radius;
		return far < 1 ? [255, 236, 190] : mix([255, 214, 150], sky, Math.min(1, (far - 1) / 2));
	}

	return {
		width,
		height,
		colourAt(x, y) {
			if (y < shore) {
				return above(x, y);
			}

			// The water mirrors the scene, with larger waves at the bottom.
			const depth = y - shore;
			const shake = Math.sin(depth * 1.7) * (1 + depth / 12);
			return mix(above(x + shake, shore - 1 - depth * 1.2), [24, 40, 72], 0.35);
		},
	};
}

/** The photograph of a person before a plain background, as papers want it. */
export function idPhoto(background: Colour): Painting {
	const [width, height] = [206, 290];

	function inEllipse(x: number, y: number, ellipse: readonly [number, number, number, number]) {
		const [left, top, across, down] = ellipse;
		return ((x - left) / across) ** 2 + ((y - top) / down) ** 2 < 1;
	}

	return {
		width,
		height,
		colourAt(x, y) {
			const [u, v] = [x / width - 0.5, y / height];
			const eye = inEllipse(Math.abs(u), v, [0.09, 0.41, 0.026, 0.011]);

			if (eye || inEllipse(Math.abs(u), v, [0.09, 0.385, 0.045, 0.006])) {
				return [52, 38, 34];
			}

			if (inEllipse(u, v, [0, 0.535, 0.06, 0.012])) {
				return [196, 104, 98];
			}

			// The parting of the hair lies over the forehead.
			if (inEllipse(u, v, [0, 0.44, 0.19, 0.19]) && !inEllipse(u, v, [-0.05, 0.25, 0.24, 0.09])) {
				return mix([250, 218, 190], [232, 186, 156], Math.abs(u) * 4);
			}

			if (inEllipse(u, v, [0, 0.39, 0.235, 0.215]) && v < 0.56) {
				return [48, 36, 34];
			}

			if (Math.abs(u) < 0.085 && v > 0.5 && v < 0.74) {
				return [226, 180, 150];
			}

			if (v > 0.69 && Math.abs(u) < (v - 0.66) * 0.45) {
				return [244, 244, 248];
			}

			return inEllipse(u, v, [0, 1.02, 0.46, 0.32]) ? [40, 48, 70] : background;
		},
	};
}

/** A line of mountains: its position and height, as shares of the height of the picture, and its shape. */
type Ridge = {
	readonly foot: number;
	readonly rise: number;
	readonly waves: readonly [number, number];
	readonly colour: Colour;
};

function crest({foot, rise, waves: [slow, quick]}: Ridge, along: number): number {
	const wave = Math.sin(along * slow * Math.PI + slow) + Math.sin(along * quick * Math.PI) / 2.5;
	return foot - (rise * (1 + wave)) / 2;
}
