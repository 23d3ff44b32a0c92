/* oxlint-disable no-control-regex -- what programs write to terminals is full of them. */
import {PhotonImage} from '@silvia-odwyer/photon-node';
import {decode} from 'sixel';
import type {Pixels} from './picture-samples.ts';
import type {Cell, CellColor} from './virtual-screen.ts';

/** In pixels. */
export type CellSize = {readonly width: number; readonly height: number};

/** The visible part of an image in a terminal, and its upper left corner. */
export type Shown = {
	readonly left: number;
	readonly top: number;
	readonly pixels: Pixels;
	/** The number of color registers that a sixel sequence defines. */
	readonly registers: number;
};

const placed = /\u001B7\u001B\[(\d+);(\d+)H(\u001B(?:P|_G)[^]*?)\u001B8/g;

/** The last image in a program's output, as a terminal with cells of that size shows it. Throws if there is none. */
export function readGraphic(written: string, cell: CellSize): Shown {
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
export function readHalfBlocks(
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
