import type {Chance} from '../../helpers/fault-chance.ts';
import {paintNames, pngOf, samplePicture} from '../../helpers/picture-samples.ts';
import {
	assertShown,
	shownProtocols,
	showPicture,
	type PictureTerminal,
} from '../../helpers/shown-picture.ts';
import type {Part} from '../part.ts';

const whole = 3000;
/**
 * The minimum width and height, in pixels, of an image with a transparent corner. In a smaller one the slanted edge
 * of the corner dominates, which sixel cannot draw exactly.
 */
const minCutOut = 24;

/**
 * Shows images of random sizes in terminals of random sizes. Decodes the output, and asserts that it shows the
 * original image (P1).
 */
export const part: Part = {
	whole,
	async run({share, chance, only, results}) {
		for (let nth = share(whole); nth > 0; nth--) {
			const luck = chance.fork(String(nth));
			const terminal = terminalOf(luck);
			const paint = luck.pick(paintNames);
			const [width, height] = [lengthOf(luck), lengthOf(luck)];
			const isCutOut = Math.min(width, height) >= minCutOut && luck.happens(0.4);
			const name = `${paint}, ${width}x${height}${isCutOut ? ', cut out' : ''}, ${JSON.stringify(terminal)}`;

			if (only?.test(name) ?? true) {
				await results.caseAsync(name, async () => {
					const original = samplePicture(paint, width, height, isCutOut);
					assertShown(original, await showPicture(await pngOf(original), terminal), terminal);
				});
			}
		}
	},
};

function terminalOf(luck: Chance): PictureTerminal {
	const protocol = luck.pick(shownProtocols);
	const width = luck.between(4, 9);
	return {
		protocol,
		columns: luck.between(30, 90),
		rows: luck.between(8, 30),
		cell: {width, height: width * 2 + luck.between(-1, 2)},
		maxColors: luck.pick([16, 64, 256]),
		maxSize:
			protocol === 'sixel' && luck.happens(0.3)
				? {width: luck.between(100, 400), height: luck.between(100, 400)}
				: null,
	};
}

/**
 * Returns a random width or height from 2 to 1024 pixels. Each doubling is equally likely: a result from 2 to 4 is as
 * frequent as one from 512 to 1024.
 */
function lengthOf(luck: Chance): number {
	return Math.round(2 ** (1 + luck.next() * 9));
}
