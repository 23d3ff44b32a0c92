import assert from 'node:assert/strict';
import type {ImageProtocol} from '../../source/core/output/output-view.ts';
import {visibleImages} from '../../source/features/outputs/preview/box.ts';
import {openPreview, updatePreview} from '../../source/features/outputs/preview/reduce.ts';
import {renderImage} from '../../source/features/outputs/preview/render-image.ts';
import type {Size} from '../../source/features/panes/state.ts';
import {selectScreen} from '../../source/store/selectors.ts';
import {initialState} from '../../source/store/state.ts';
import {drawSequence} from '../../source/terminal/output/images.ts';
import {frameText} from './draw.tsx';
import {onBackground, rmse, scaledTo, type Pixels} from './picture-samples.ts';
import {readGraphic, readHalfBlocks, type CellSize, type Shown} from './read-graphic.ts';
import {now, run} from './sample.ts';
import {output} from './values.ts';
import {VirtualScreen} from './virtual-screen.ts';

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
		initialState({columns, rows}, now),
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
