import type {RenderedImage} from '../../core/output/output-view.ts';
import type {Environment} from '../environment.ts';

/** What a terminal said of its pictures when it was asked. */
export type GraphicsReport = {
	readonly kitty: boolean;
	readonly sixel: boolean;
	/** The size of a cell; null where it was not told. */
	readonly cell: PixelSize | null;
};

/** In pixels. */
export type PixelSize = {readonly width: number; readonly height: number};

/** How pictures are drawn besides as text. */
export type GraphicsProtocol = Exclude<RenderedImage['protocol'], 'cells'>;
/** A picture that a protocol draws. */
export type Graphic = Extract<RenderedImage, {protocol: GraphicsProtocol}>;

const escape = '\u001B';
const stringEnd = `${escape}\\`;
/** The name of the one picture that there is at a time; any number, but one that others hardly take. */
const kittyImageId = 1_129_272;
/** More is not to be in one sequence of kitty's protocol. */
const maxKittyChunk = 4096;

/**
 * What asks a terminal how it takes pictures: a picture of one pixel that kitty's protocol only tests, the size of a cell,
 * and what it is (DA1), which every terminal answers, and after the others.
 */
export const graphicsQuery = `${escape}_Gi=${kittyImageId},s=1,v=1,a=q,t=d,f=24;AAAA${stringEnd}${escape}[16t${escape}[c`;

/** The answers in what a terminal sent; null while the last of them is missing. */
export function parseGraphicsReport(sent: string): GraphicsReport | null {
	const attributes = parseDeviceAttributes(sent);

	if (attributes === null) {
		return null;
	}

	// oxlint-disable-next-line no-control-regex
	const [, height = '', width = ''] = /\u001B\[6;(\d{1,3});(\d{1,3})t/.exec(sent) ?? [];
	const isSized = Number(width) > 0 && Number(height) > 0;
	return {
		kitty: sent.includes(`${escape}_Gi=${kittyImageId};OK`),
		sixel: attributes.includes('4'),
		cell: isSized ? {width: Number(width), height: Number(height)} : null,
	};
}

/** What a terminal says that it is (DA1); null while it did not. */
export function parseDeviceAttributes(sent: string): readonly string[] | null {
	// oxlint-disable-next-line no-control-regex
	return /\u001B\[\?([\d;]+)c/.exec(sent)?.[1]?.split(';') ?? null;
}

/**
 * The best way to draw pictures on a terminal; null: as text. So it is within tmux and screen: what is sent through them to
 * the terminal itself stays there when they draw something else, and tmux says of itself that it knows sixel pictures also
 * where the terminal around it does not.
 */
export function graphicsProtocol(
	env: Environment,
	responses: GraphicsReport | null,
): GraphicsProtocol | null {
	if (isInMultiplexer(env)) {
		return null;
	}

	if (responses?.kitty === true) {
		return 'kitty';
	}

	const program = env['TERM_PROGRAM'] ?? env['LC_TERMINAL'] ?? '';

	if (program === 'iTerm.app' || program === 'iTerm2' || program === 'WezTerm') {
		return 'iterm';
	}

	return responses?.sixel === true ? 'sixel' : null;
}

/** Whether another program stands between this one and the terminal. */
export function isInMultiplexer(env: Environment): boolean {
	return Boolean(env['TMUX'] || env['STY']) || /^(?:tmux|screen)/.test(env['TERM'] ?? '');
}

/** What draws a picture with its upper left corner in that cell, counted from 0, and leaves the cursor where it was. */
export function drawSequence(picture: Graphic, left: number, top: number): string {
	const place = `${escape}[${top + 1};${left + 1}H`;
	return `${escape}7${place}${graphicOf(picture)}${escape}8`;
}

/** What takes a picture away; null where only drawing over it does. */
export function eraseSequence({protocol}: Graphic): string | null {
	return protocol === 'kitty' ? `${escape}_Ga=d,d=I,i=${kittyImageId},q=2${stringEnd}` : null;
}

function graphicOf({protocol, payload, columns, rows}: Graphic): string {
	switch (protocol) {
		case 'kitty': {
			return kittySequence(payload);
		}

		case 'iterm': {
			const size = Buffer.byteLength(payload, 'base64');
			return `${escape}]1337;File=inline=1;size=${size};width=${columns};height=${rows};preserveAspectRatio=1;doNotMoveCursor=1:${payload}\u0007`;
		}

		case 'sixel': {
			return payload;
		}
	}
}

/**
 * A PNG file (f=100), shown at once (a=T), that moves no cursor (C=1) and is not answered (q=2). It has the size in
 * pixels that it is to be shown at: columns (c=) and rows (r=) would stretch it to whole cells.
 */
function kittySequence(payload: string): string {
	const pieces: string[] = [];

	for (let from = 0; from < payload.length; from += maxKittyChunk) {
		const more = from + maxKittyChunk < payload.length ? 1 : 0;
		const keys = from === 0 ? `a=T,f=100,i=${kittyImageId},C=1,q=2,` : '';
		pieces.push(
			`${escape}_G${keys}m=${more};${payload.slice(from, from + maxKittyChunk)}${stringEnd}`,
		);
	}

	return pieces.join('');
}
