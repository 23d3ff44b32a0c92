import {createJimp} from '@jimp/core';
import bmp from '@jimp/js-bmp';
import gif from '@jimp/js-gif';
import jpeg from '@jimp/js-jpeg';
import png from '@jimp/js-png';
import tiff from '@jimp/js-tiff';
import {methods as resize} from '@jimp/plugin-resize';

/** Pixels of red, green, blue and opacity, in memory of their own: of a part of a larger piece the library takes all of it. */
export type Bitmap = {readonly data: Buffer; readonly width: number; readonly height: number};

/** A decoded picture. */
export type Image = {
	readonly bitmap: Bitmap;
	/** Scales it in place; without a mode each pixel is the mean of what it covers. */
	resize(size: {
		readonly w: number;
		readonly h: number;
		readonly mode?: 'nearestNeighbor';
	}): unknown;
	/** The picture as a file. */
	getBuffer(type: string): Promise<Buffer>;
};

/** The library with the formats that are wanted, as far as it is used; its own types say `any`. */
export const jimp = createJimp({
	formats: [png, jpeg, gif, bmp, tiff],
	plugins: [resize],
}) as unknown as {
	/** Decodes a file, upright as its head says. Rejects for one that is damaged, by whatever the decoder throws. */
	fromBuffer(file: Buffer): Promise<Image>;
	fromBitmap(bitmap: Bitmap): Image;
};
