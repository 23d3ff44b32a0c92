import test from 'node:test';
import {paintNames, pngOf, samplePicture, type Pixels} from './picture-samples.ts';
import {assertShown, shownProtocols, showPicture, type PictureTerminal} from './shown-picture.ts';

const terminal: PictureTerminal = {
	protocol: 'sixel',
	cell: {width: 6, height: 13},
	columns: 64,
	rows: 20,
};

/** Image sizes in pixels: smaller than the space for the preview, larger, very high, tiny, one line. */
const sizes = [
	[31, 57],
	[360, 221],
	[170, 600],
	[3, 2],
	[700, 1],
] as const;

async function assertRight(original: Pixels, change: Partial<PictureTerminal>): Promise<void> {
	const setup = {...terminal, ...change};
	assertShown(original, await showPicture(pngOf(original), setup), setup);
}

for (const protocol of shownProtocols) {
	for (const [width, height] of sizes) {
		test(`${protocol} shows ${width}x${height} pixels as they are, in the middle`, async () => {
			await assertRight(samplePicture('photo', width, height), {protocol});
		});
	}

	for (const name of paintNames) {
		test(`${protocol} shows a picture of ${name} as it is`, async () => {
			await assertRight(samplePicture(name, 120, 90), {protocol});
		});
	}

	test(`${protocol} shows a picture with transparent pixels`, async () => {
		await assertRight(samplePicture('many colors', 120, 90, true), {protocol});
	});

	test(`${protocol} shows an image unchanged on a screen without frame`, async () => {
		await assertRight(samplePicture('photo', 200, 90), {protocol, columns: 41, rows: 12});
	});
}
