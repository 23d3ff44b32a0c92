import {createJimp} from '@jimp/core';
import bmp from '@jimp/js-bmp';
import gif from '@jimp/js-gif';
import jpeg from '@jimp/js-jpeg';
import png from '@jimp/js-png';
import tiff from '@jimp/js-tiff';
import {methods as resize} from '@jimp/plugin-resize';

/** RGBA in its own buffer, since the library reads the whole underlying buffer. */
export type Bitmap = {readonly data: Buffer; readonly width: number; readonly height: number};

export type Image = {
	readonly bitmap: Bitmap;
	/** Works in place. Without `mode` by area averaging. */
	resize(size: {
		readonly w: number;
		readonly h: number;
		readonly mode?: 'nearestNeighbor';
	}): unknown;
	getBuffer(type: string): Promise<Buffer>;
};

/** Jimp with the needed formats. Its own types are `any`. */
export const jimp = createJimp({
	formats: [png, jpeg, gif, bmp, tiff],
	plugins: [resize],
}) as unknown as {
	/** Applies the EXIF orientation. Rejects with any value for a damaged file. */
	fromBuffer(file: Buffer): Promise<Image>;
	fromBitmap(bitmap: Bitmap): Image;
};
