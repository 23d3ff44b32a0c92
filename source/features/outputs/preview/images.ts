import {createJimp} from '@jimp/core';
import bmp from '@jimp/js-bmp';
import gif from '@jimp/js-gif';
import jpeg from '@jimp/js-jpeg';
import png from '@jimp/js-png';
import tiff from '@jimp/js-tiff';
import {methods as resize} from '@jimp/plugin-resize';

/** An image as RGBA pixels. `data` is a buffer of its own, because the library reads the whole underlying buffer. */
export type Bitmap = {readonly data: Buffer; readonly width: number; readonly height: number};

export type Image = {
	readonly bitmap: Bitmap;
	/** Changes the image in place. Without `mode`, the colors of pixels are averaged by area. */
	resize(size: {
		readonly w: number;
		readonly h: number;
		readonly mode?: 'nearestNeighbor';
	}): unknown;
	getBuffer(type: string): Promise<Buffer>;
};

/** The library Jimp with the needed formats. Its own types are `any`. */
export const jimp = createJimp({
	formats: [png, jpeg, gif, bmp, tiff],
	plugins: [resize],
}) as unknown as {
	/** Decodes a file and applies the EXIF orientation. Rejects with a value of any type for a damaged file. */
	fromBuffer(file: Buffer): Promise<Image>;
	fromBitmap(bitmap: Bitmap): Image;
};
