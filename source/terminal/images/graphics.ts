import type {RenderedImage} from '../../core/output/output-view.ts';
import type {Environment} from '../environment.ts';
import {parseDeviceAttributes, requestDeviceAttributes} from '../query-terminal.ts';

type GraphicsProtocol = Exclude<RenderedImage['protocol'], 'cells'>;
export type Graphic = Extract<RenderedImage, {protocol: GraphicsProtocol}>;

/** An image, and the cell of its upper left corner, counted from 0. */
export type PlacedImage = {readonly image: Graphic; readonly left: number; readonly top: number};

const escape = '\u001B';
const stringTerminator = `${escape}\\`;
/**
 * The id under which the kitty protocol stores the image at the upper left; each other image has an id of its own, by its
 * place on the screen. Other programs are unlikely to use these numbers.
 */
const kittyImageId = 1_129_272;
/** Matches the parts of a payload, each as long as the kitty protocol allows. */
const kittyChunk = /.{1,4096}/g;

/**
 * Asks the terminal three things: whether kitty graphics work (a=q, with an image of one pixel), the size of a cell in
 * pixels (XTWINOPS 16), and the device attributes (DA1), which show whether sixel works. DA1 comes last: every terminal
 * responds to it, and this response shows that no other will follow.
 */
export const graphicsQuery = `${escape}_Gi=${kittyImageId},s=1,v=1,a=q,t=d,f=24;AAAA${stringTerminator}${escape}[16t${requestDeviceAttributes}`;

/** Parses the responses to `graphicsQuery`. */
export function parseGraphicsReport(input: string) {
	// oxlint-disable-next-line no-control-regex
	const [, height = '', width = ''] = /\u001B\[6;(\d{1,3});(\d{1,3})t/.exec(input) ?? [];
	const isSized = Number(width) > 0 && Number(height) > 0;
	return {
		kitty: input.includes(`${escape}_Gi=${kittyImageId};OK`),
		// Attribute 4 in the response to DA1 means sixel graphics (VT340).
		sixel: parseDeviceAttributes(input)?.includes('4') === true,
		cell: isSized ? {width: Number(width), height: Number(height)} : null,
	};
}

/** Returns the best image protocol of the terminal; null if it has none. */
export function graphicsProtocol(
	env: Environment,
	{kitty, sixel}: {readonly kitty: boolean; readonly sixel: boolean},
): GraphicsProtocol | null {
	if (kitty) {
		return 'kitty';
	}

	const program = env['TERM_PROGRAM'] ?? env['LC_TERMINAL'] ?? '';

	if (program === 'iTerm.app' || program === 'iTerm2' || program === 'WezTerm') {
		return 'iterm';
	}

	return sixel ? 'sixel' : null;
}

/** Returns the sequence that draws an image at a cell, counted from 0, and restores the cursor (DECSC, CUP, DECRC). */
export function drawSequence(placed: PlacedImage): string {
	const moveTo = `${escape}[${placed.top + 1};${placed.left + 1}H`;
	return `${escape}7${moveTo}${imageSequence(placed)}${escape}8`;
}

/** Returns the sequence that deletes an image; null if the image only disappears when its cells are overwritten. */
export function eraseSequence(placed: PlacedImage): string | null {
	return placed.image.protocol === 'kitty'
		? `${escape}_Ga=d,d=I,i=${kittyId(placed)},q=2${stringTerminator}`
		: null;
}

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
			return `${escape}]1337;File=inline=1;size=${size};width=${columns};height=${rows};preserveAspectRatio=1;doNotMoveCursor=1:${payload}\u0007`;
		}
		case 'sixel':
			return payload;
	}
}

/**
 * Returns the sequence that transmits and displays (a=T) a PNG file (f=100), without moving the cursor (C=1) and
 * without a response (q=2). The PNG already has its size on the screen, so columns (c=) and rows (r=) are not given:
 * they would stretch it to whole cells.
 */
function kittySequence(payload: string, id: number): string {
	const chunks = payload.match(kittyChunk) ?? [];
	const sequences = chunks.map((chunk, index) => {
		const keys = index === 0 ? `a=T,f=100,i=${id},C=1,q=2,` : '';
		const more = index < chunks.length - 1 ? 1 : 0;
		return `${escape}_G${keys}m=${more};${chunk}${stringTerminator}`;
	});
	return sequences.join('');
}
