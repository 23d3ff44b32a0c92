/* oxlint-disable no-control-regex -- what programs write to terminals is full of them. */
import assert from 'node:assert/strict';
import test, {type TestContext} from 'node:test';
import {PhotonImage} from '@silvia-odwyer/photon-node';
import {decode} from 'sixel';
import {downloadId} from '../../../../source/core/output/download.ts';
import type {ImageProtocol, PreviewContent} from '../../../../source/core/output/output-view.ts';
import {visibleImages} from '../../../../source/features/outputs/preview/box.ts';
import {renderImage} from '../../../../source/features/outputs/preview/render-image.ts';
import {selectScreen} from '../../../../source/features/screen-model.ts';
import {drawSequence} from '../../../../source/terminal/output/images.ts';
import {frameText} from '../../../helpers/draw.tsx';
import {play, stateAfter, watching} from '../../../helpers/play.ts';
import {output, polled, start} from '../../../helpers/values.ts';
import {VirtualScreen, type CellColor} from '../../../helpers/virtual-screen.ts';
import {paintNames, pngOf, samplePicture, type Pixels} from './picture-samples.ts';

/** The visible part of an image in a terminal, and its upper left corner in pixels. */
type Shown = {readonly left: number; readonly top: number; readonly pixels: Pixels};

/** In cells. */
type Size = {readonly columns: number; readonly rows: number};

/** The protocols whose output is decoded. Half blocks have a pixel in each cell across, and two down. */
const protocols = ['sixel', 'kitty', 'cells'] as const satisfies readonly ImageProtocol[];
const cellOf = (protocol: ImageProtocol) =>
	protocol === 'cells' ? {width: 1, height: 2} : {width: 6, height: 13};

const framed = {columns: 64, rows: 20};

for (const protocol of protocols) {
	for (const [what, original, size = framed] of [
		// Smaller than the space for the preview, larger, very high, tiny, one line.
		...[
			[31, 57],
			[360, 221],
			[170, 600],
			[3, 2],
			[700, 1],
		].map(
			([width = 0, height = 0]) =>
				[`${width}x${height} pixels`, samplePicture('photo', width, height)] as const,
		),
		...paintNames.map(name => [name, samplePicture(name, 120, 90)] as const),
		['transparent pixels', samplePicture('many colors', 120, 90, true)],
		['a screen without frame', samplePicture('photo', 200, 90), {columns: 41, rows: 12}],
	] as ReadonlyArray<readonly [string, Pixels, Size?]>) {
		test(`${protocol} shows a picture as it is, in the middle: ${what}`, async t => {
			assertShown(original, await shown(t, pngOf(original), protocol, size), protocol, size);
		});
	}
}

/** Previews a file in a terminal of this size, and reads from the terminal what it shows. */
async function shown(
	t: TestContext,
	bytes: Uint8Array,
	protocol: ImageProtocol,
	size: Size,
): Promise<Shown> {
	const outputs = [output('a', 'https://a.cn')];
	const ended = polled('run', {phase: 'succeeded', outputs});
	const {state: opened, effects} = play(watching(['run'], size), ended, '4 v');
	const effect = effects.find(({type}) => type === 'loadPreview');
	assert.ok(effect?.type === 'loadPreview');
	const cell = cellOf(protocol);
	const content: PreviewContent = await renderImage({bytes, protocol, cell, ...effect.box});
	const {requestId} = effect;
	const arrived = {
		type: 'previewUpdated',
		at: start,
		requestId,
		id: downloadId('run', 'a'),
		content,
	} as const;
	const state = stateAfter(opened, arrived);
	const screen = new VirtualScreen(size.columns, size.rows, () => {});
	t.after(() => {
		screen.dispose();
	});
	await screen.draw(frameText(selectScreen(state), size).replaceAll('\n', '\r\n'));

	if (protocol === 'cells') {
		return readHalfBlocks(screen, size);
	}

	const [placed] = visibleImages(state);
	assert.ok(placed !== undefined);

	for (let row = placed.top; row < placed.top + placed.image.rows; row++) {
		for (let column = placed.left; column < placed.left + placed.image.columns; column++) {
			assert.match(screen.cell(column, row).text, /^ ?$/, 'a cell is below the picture');
		}
	}

	const [, row, column, graphic = ''] =
		/\u001B7\u001B\[(\d+);(\d+)H(\u001B(?:P|_G)[^]*?)\u001B8/.exec(drawSequence(placed)) ?? [];
	return {
		left: (Number(column) - 1) * cell.width,
		top: (Number(row) - 1) * cell.height,
		pixels: protocol === 'sixel' ? readSixel(graphic) : readKitty(graphic),
	};
}

function readSixel(graphic: string): Pixels {
	const [, body = ''] = /^\u001BP[\d;]*q([^\u001B]*)\u001B\\$/.exec(graphic) ?? [];
	assert.ok(new Set(body.match(/#\d+(?=;2;)/g)).size <= 256, 'too many color registers');
	// Unwritten pixels stay transparent.
	const {width, height, data32} = decode(Buffer.from(body), {fillColor: 0});
	return {width, height, data: new Uint8Array(data32.buffer, data32.byteOffset, data32.byteLength)};
}

function readKitty(graphic: string): Pixels {
	const parts = [...graphic.matchAll(/\u001B_G[^;]*;([^\u001B]*)\u001B\\/g)];
	const payload = parts.map(([, part = '']) => part).join('');
	const image = PhotonImage.new_from_byteslice(Buffer.from(payload, 'base64'));
	return {width: image.get_width(), height: image.get_height(), data: image.get_raw_pixels()};
}

function readHalfBlocks(screen: VirtualScreen, {columns, rows}: Size): Shown {
	const places = Array.from({length: columns * rows}, (_, index) => ({
		column: index % columns,
		row: Math.floor(index / columns),
	})).filter(({column, row}) => screen.cell(column, row).text === '▀');
	const {column: left, row: top} = places[0] ?? assert.fail('no half block');
	const wide = Math.max(...places.map(({column}) => column)) - left + 1;
	const high = places.length / wide;
	const lines = Array.from({length: high * 2}, (_, y) =>
		Array.from({length: wide}, (_pixel, x) => {
			const cell = screen.cell(left + x, top + Math.floor(y / 2));
			assert.equal(cell.text, '▀', 'they are a rectangle');
			return y % 2 === 0 ? cell.foreground : cell.background;
		}),
	);
	// With an odd height the lower half of the last cells is background.
	const colors = lines.filter(line => !line.every(color => color === 'default'));
	const data = Uint8Array.from(colors.flat().flatMap(color => [...channelsOf(color), 255]));
	return {left, top: 2 * top, pixels: {width: wide, height: colors.length, data}};
}

/** A color of a terminal with 16 million colors; black for the default. */
function channelsOf(color: CellColor): readonly number[] {
	return typeof color === 'string' && color !== 'default'
		? [1, 3, 5].map(at => Number.parseInt(color.slice(at, at + 2), 16))
		: [0, 0, 0];
}

/**
 * Throws unless an image is shown correctly: centered, with its aspect ratio, as large as possible (small ones
 * enlarged by an integer), and with its own pixels.
 */
function assertShown(
	original: Pixels,
	{left, top, pixels}: Shown,
	protocol: ImageProtocol,
	{columns, rows}: Size,
): void {
	const cell = cellOf(protocol);
	// Around the picture are the frame, a title and the footer.
	const side = columns >= 60 ? 2 : 1;
	const width = (columns - 2 * side) * cell.width;
	const height = (rows - 3) * cell.height;
	const fit = Math.min(width / original.width, height / original.height);
	const scale = fit < 1 ? fit : Math.floor(fit);
	const lengths = [original.width, original.height].map(each =>
		Math.max(1, Math.round(each * scale)),
	);
	assert.deepEqual([pixels.width, pixels.height], lengths, 'its size');
	const before = [left - side * cell.width, top - 2 * cell.height];
	const after = [
		width - pixels.width - (before[0] ?? 0),
		height - pixels.height - (before[1] ?? 0),
	];
	assert.ok(
		[...before, ...after].every(space => space >= 0),
		'its place',
	);
	assert.ok(Math.abs((before[0] ?? 0) - (after[0] ?? 0)) <= 2 * cell.width, 'the middle across');
	assert.ok(Math.abs((before[1] ?? 0) - (after[1] ?? 0)) <= 2 * cell.height, 'the middle down');

	// Sixels and half blocks are on black; with kitty, transparent pixels show the terminal's background.
	for (const grey of protocol === 'kitty' ? [0, 255] : [0]) {
		const wanted = scaledTo(onBackground(grey, original), pixels.width, pixels.height);
		const seen = onBackground(grey, pixels);
		const near = rmse(wanted, seen);
		assert.ok(near <= (protocol === 'sixel' ? 0.06 : 0.03), `RMSE ${near} before ${grey}`);
		// Scaled down, dithering does not show.
		const [width4, height4] = [Math.ceil(pixels.width / 4), Math.ceil(pixels.height / 4)];
		const afar = rmse(scaledTo(wanted, width4, height4), scaledTo(seen, width4, height4));
		assert.ok(afar <= 0.03, `RMSE ${afar} from afar before ${grey}`);
	}
}

/** Each new pixel is the mean of some points in it; of one point in an enlarged image. */
function scaledTo({width, height, data}: Pixels, wide: number, high: number): Pixels {
	const count = wide < width ? Math.ceil(width / wide) + 3 : 1;
	const places = Array.from({length: count}, (_, nth) => (nth + 0.5) / count);
	const scaled = new Uint8Array(wide * high * 4);

	for (let y = 0; y < high; y++) {
		const rows = places.map(place => Math.floor(((y + place) * height) / high) * width);

		for (let x = 0; x < wide; x++) {
			const columns = places.map(place => Math.floor(((x + place) * width) / wide));
			const from = rows.flatMap(row => columns.map(column => (row + column) * 4));

			for (const channel of [0, 1, 2]) {
				const sum = from.reduce((all, place) => all + (data[place + channel] ?? 0), 0);
				scaled[(y * wide + x) * 4 + channel] = Math.round(sum / from.length);
			}
		}
	}

	return {width: wide, height: high, data: scaled};
}

function onBackground(grey: number, {width, height, data}: Pixels): Pixels {
	const flat = data.map((value, index) => {
		const alpha = (data[index | 3] ?? 0) / 255;
		return index % 4 === 3 ? 255 : Math.round(value * alpha + grey * (1 - alpha));
	});
	return {width, height, data: flat};
}

/** The root mean square difference of RGB: 0 for equal images, 1 for black and white. */
function rmse(a: Pixels, b: Pixels): number {
	const squares = a.data.reduce(
		(sum, value, index) => (index % 4 === 3 ? sum : sum + (value - (b.data[index] ?? 0)) ** 2),
		0,
	);
	return Math.sqrt(squares / (a.width * a.height * 3)) / 255;
}
