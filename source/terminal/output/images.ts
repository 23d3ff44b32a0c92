import type {RenderedImage} from '../../core/output/output-view.ts';
import {kittyImageId} from '../query.ts';

export type Graphic = Exclude<RenderedImage, {protocol: 'cells'}>;

/** An image, and the cell of its upper left corner, counted from 0. */
export type PlacedImage = {readonly image: Graphic; readonly left: number; readonly top: number};

/** Matches the parts of a payload, each as long as the kitty protocol allows. */
const kittyChunk = /.{1,4096}/g;

/** Returns the sequence that draws an image at its cell, and restores the cursor (DECSC, CUP, DECRC). */
export function drawSequence(placed: PlacedImage): string {
	return `\u001B7\u001B[${placed.top + 1};${placed.left + 1}H${imageSequence(placed)}\u001B8`;
}

/** Returns the sequence that deletes an image; null if the image only disappears when its cells are overwritten. */
export function eraseSequence(placed: PlacedImage): string | null {
	return placed.image.protocol === 'kitty'
		? `\u001B_Ga=d,d=I,i=${kittyId(placed)},q=2\u001B\\`
		: null;
}

/** Returns the id of an image: each place on the screen has its own. */
function kittyId({left, top}: PlacedImage): number {
	return kittyImageId + top * 1000 + left;
}

function imageSequence(placed: PlacedImage): string {
	const {protocol, payload, columns, rows} = placed.image;

	switch (protocol) {
		case 'kitty':
			return kittySequence(payload, kittyId(placed));
		case 'iterm': {
			const size = Buffer.byteLength(payload, 'base64');
			return `\u001B]1337;File=inline=1;size=${size};width=${columns};height=${rows};preserveAspectRatio=1;doNotMoveCursor=1:${payload}\u0007`;
		}
		case 'sixel':
			return payload;
	}
}

/**
 * Returns the sequence that displays (a=T) a PNG file (f=100), without moving the cursor (C=1) and without a response
 * (q=2). Without columns (c=) and rows (r=), which would stretch it to whole cells, it keeps its size.
 */
function kittySequence(payload: string, id: number): string {
	const chunks = payload.match(kittyChunk) ?? [];
	return chunks
		.map((chunk, index) => {
			const keys = index === 0 ? `a=T,f=100,i=${id},C=1,q=2,` : '';
			return `\u001B_G${keys}m=${index < chunks.length - 1 ? 1 : 0};${chunk}\u001B\\`;
		})
		.join('');
}
