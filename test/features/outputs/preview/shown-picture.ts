/* oxlint-disable no-control-regex -- what programs write to terminals is full of them. */
import assert from 'node:assert/strict';
import {PhotonImage} from '@silvia-odwyer/photon-node';
import {decode} from 'sixel';
import type {ImageProtocol} from '../../../../source/core/output/output-view.ts';
import {initialState} from '../../../../source/features/index.ts';
import {visibleImages} from '../../../../source/features/outputs/preview/box.ts';
import {openPreview, updatePreview} from '../../../../source/features/outputs/preview/reduce.ts';
import {renderImage} from '../../../../source/features/outputs/preview/render-image.ts';
import type {Size} from '../../../../source/features/panes/layout.ts';
import {selectScreen} from '../../../../source/features/screen-model.ts';
import {drawSequence} from '../../../../source/terminal/output/images.ts';
import {frameText} from '../../../helpers/draw.tsx';
import {now, run} from '../../../helpers/sample.ts';
import {output} from '../../../helpers/values.ts';
import {VirtualScreen, type Cell, type CellColor} from '../../../helpers/virtual-screen.ts';
import {onBackground, rmse, scaledTo, type Pixels} from './picture-samples.ts';

/** In pixels. */
type CellSize = {readonly width: number; readonly height: number};

/** The visible part of an image in a terminal, and its upper left corner. */
type Shown = {
	readonly left: number;
	readonly top: number;
	readonly pixels: Pixels;
	/** The number of color registers that a sixel sequence defines. */
	readonly registers: number;
};

export type PictureTerminal = Size & {
	readonly protocol: ImageProtocol;
	readonly cell: CellSize;
};

/** The protocols whose output is decoded. */
export const shownProtocols: readonly ImageProtocol[] = ['sixel', 'kitty', 'cells'];

const halfBlock: CellSize = {width: 1, height: 2};

export async function showPicture(bytes: Uint8Array, terminal: PictureTerminal): Promise<Shown> {
	const {protocol, cell, columns, rows} = terminal;
	const opened = openPreview(
		initialState({size: {columns, rows}}, now),
		{run: run('run'), output: output('a', 'https://a.cn')},
		{returnTo: null, thumbnails: null},
	);
	const [effect] = opened.effects;
	assert.ok(effect?.type === 'loadPreview');
	const {box, requestId} = effect;
	const result = await renderImage({bytes, protocol, cell, ...box});
	assert.ok(result.kind === 'image', JSON.stringify(result));
	const state = updatePreview(opened.state, {
		type: 'previewUpdated',
		at: now,
		requestId,
		id: '',
		content: result,
	});
	const screen = new VirtualScreen(columns, rows, () => {});

	try {
		const frame = frameText(selectScreen(state), state.view.size);
		await screen.draw(frame.replaceAll('\n', '\r\n'));
		const cellAt = screen.cell.bind(screen);

		if (protocol === 'cells') {
			return readHalfBlocks(cellAt, columns, rows);
		}

		const [placed] = visibleImages(state);
		assert.ok(placed !== undefined);
		const {left, top, image: picture} = placed;

		for (let row = top; row < top + picture.rows; row++) {
			for (let column = left; column < left + picture.columns; column++) {
				assert.match(cellAt(column, row).text, /^ ?$/, `a cell is below the picture`);
			}
		}

		return readGraphic(drawSequence(placed), cell);
	} finally {
		screen.dispose();
	}
}

/** The area between frame, title and footer, in pixels. */
function pictureRoom({columns, rows, protocol, cell}: PictureTerminal) {
	const {width, height} = protocol === 'cells' ? halfBlock : cell;
	const side = columns >= 60 && rows >= 15 ? 2 : 1;
	return {
		left: side * width,
		top: 2 * height,
		width: (columns - 2 * side) * width,
		height: (rows - 3) * height,
	};
}

/**
 * Throws unless an image is shown correctly: centered, with its aspect ratio, as large as possible (small ones
 * enlarged by an integer), and with its own pixels.
 */
export function assertShown(
	original: Pixels,
	{left, top, pixels, registers}: Shown,
	terminal: PictureTerminal,
): void {
	const room = pictureRoom(terminal);
	const {protocol} = terminal;
	const cell = protocol === 'cells' ? halfBlock : terminal.cell;
	const fit = Math.min(room.width / original.width, room.height / original.height);
	const scale = fit < 1 ? fit : Math.floor(fit);
	const lengthOf = (length: number): number => Math.max(1, Math.round(length * scale));
	assert.deepEqual(
		[pixels.width, pixels.height],
		[lengthOf(original.width), lengthOf(original.height)],
		'its size',
	);
	const [right, below] = [
		room.left + room.width - left - pixels.width,
		room.top + room.height - top - pixels.height,
	];
	assert.ok(left >= room.left && top >= room.top && right >= 0 && below >= 0, 'its place');
	assert.ok(Math.abs(left - room.left - right) <= 2 * cell.width, 'the middle across');
	assert.ok(Math.abs(top - room.top - below) <= 2 * cell.height, 'the middle down');
	assert.ok(registers <= 256, `${registers} color registers`);
	const expected = scaledTo(original, pixels.width, pixels.height);
	const [most, maxAfar] = tolerance(terminal);

	// Sixels and half blocks are on black; with kitty, transparent pixels show the terminal's background.
	for (const grey of protocol === 'kitty' ? [0, 255] : [0]) {
		const [wanted, seen] = [onBackground(grey, expected), onBackground(grey, pixels)];
		assertAtMost(most, rmse(wanted, seen), `RMSE before ${grey}`);
		assertAtMost(maxAfar, rmse(afar(wanted), afar(seen)), `RMSE from afar before ${grey}`);
	}
}

/**
 * Returns how much the shown image may differ from the expected one, as a root mean square error (RMSE): pixel by
 * pixel (`most`), and after scaling both images down, which hides dithering (`afar`).
 */
function tolerance({protocol}: PictureTerminal): readonly [most: number, afar: number] {
	return protocol === 'sixel' ? [0.06, 0.03] : [0.03, 0.03];
}

function afar(pixels: Pixels): Pixels {
	return scaledTo(pixels, Math.ceil(pixels.width / 4), Math.ceil(pixels.height / 4));
}

function assertAtMost(most: number, value: number, what: string): void {
	assert.ok(value <= most, `${what} is ${value.toFixed(4)}, at most ${most}`);
}

const placed = /\u001B7\u001B\[(\d+);(\d+)H(\u001B(?:P|_G)[^]*?)\u001B8/g;

/** The last image in a program's output, as a terminal with cells of that size shows it. Throws if there is none. */
function readGraphic(written: string, cell: CellSize): Shown {
	const [, row, column, graphic = ''] = [...written.matchAll(placed)].at(-1) ?? [];

	if (row === undefined) {
		throw new Error('no picture was drawn');
	}

	const place = {left: (Number(column) - 1) * cell.width, top: (Number(row) - 1) * cell.height};

	if (graphic.startsWith('\u001BP')) {
		return {...place, ...readSixel(graphic)};
	}

	return {...place, pixels: readKitty(graphic), registers: 0};
}

function readSixel(graphic: string): Pick<Shown, 'pixels' | 'registers'> {
	const [, body = ''] = /^\u001BP[\d;]*q([^\u001B]*)\u001B\\$/.exec(graphic) ?? [];
	const defined = new Set(body.match(/#\d+(?=;2;)/g));
	// Unwritten pixels stay transparent.
	const {width, height, data32} = decode(Buffer.from(body), {fillColor: 0});
	const data = new Uint8Array(data32.buffer, data32.byteOffset, data32.byteLength);
	return {pixels: {width, height, data}, registers: defined.size};
}

/** Decodes an image of Kitty graphics, which keeps its size. */
function readKitty(graphic: string): Pixels {
	const parts = [...graphic.matchAll(/\u001B_G[^;]*;([^\u001B]*)\u001B\\/g)];
	const payload = parts.map(([, part = '']) => part).join('');
	const image = PhotonImage.new_from_byteslice(Buffer.from(payload, 'base64'));
	return {width: image.get_width(), height: image.get_height(), data: image.get_raw_pixels()};
}

/** The half blocks of a screen as an image with two pixels per cell. Throws if there are none. */
function readHalfBlocks(
	cellAt: (column: number, row: number) => Cell,
	columns: number,
	rows: number,
): Shown {
	const places = Array.from({length: columns * rows}, (_, index) => ({
		column: index % columns,
		row: Math.floor(index / columns),
	})).filter(({column, row}) => cellAt(column, row).text === '▀');
	const across = places.map(({column}) => column);
	const down = places.map(({row}) => row);
	const [left, top] = [Math.min(...across), Math.min(...down)];
	const [wide, high] = [Math.max(...across) - left + 1, Math.max(...down) - top + 1];

	if (places.length !== wide * high) {
		throw new Error(`${places.length} half blocks are no rectangle of ${wide}x${high}`);
	}

	const lastRow = Array.from({length: wide}, (_, x) => cellAt(left + x, top + high - 1));
	// With an odd height the lower half of the last cells is background.
	const height = 2 * high - (lastRow.every(({background}) => background === 'default') ? 1 : 0);
	const data = new Uint8Array(wide * height * 4);

	for (let y = 0; y < height; y++) {
		for (let x = 0; x < wide; x++) {
			const {foreground, background} = cellAt(left + x, top + Math.floor(y / 2));
			const color = colorOf(y % 2 === 0 ? foreground : background);
			data.set([...color, 255], (y * wide + x) * 4);
		}
	}

	return {left, top: 2 * top, pixels: {width: wide, height, data}, registers: 0};
}

/** A color of a terminal with 16 million colors; black for the default. */
function colorOf(color: CellColor): readonly number[] {
	return typeof color === 'string' && color !== 'default'
		? [1, 3, 5].map(at => Number.parseInt(color.slice(at, at + 2), 16))
		: [0, 0, 0];
}
