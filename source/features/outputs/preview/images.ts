import {existsSync, readFileSync} from 'node:fs';
import {fileURLToPath} from 'node:url';
import {createJimp} from '@jimp/core';
import bmp from '@jimp/js-bmp';
import gif from '@jimp/js-gif';
import jpeg from '@jimp/js-jpeg';
import png from '@jimp/js-png';
import tiff from '@jimp/js-tiff';
import {methods as resize} from '@jimp/plugin-resize';
import decode, {init} from '@jsquash/webp/decode.js';

/** `data` must not be a view into a larger buffer, because Jimp would read the whole underlying buffer. */
export type Bitmap = {readonly data: Buffer; readonly width: number; readonly height: number};

export type Image = {
	readonly bitmap: Bitmap;
	/** Resizes in place. Without `mode`, a new pixel has the average color of the old pixels in its area. */
	resize(size: {
		readonly w: number;
		readonly h: number;
		readonly mode?: 'nearestNeighbor';
	}): unknown;
	getBuffer(type: string): Promise<Buffer>;
};

/** Jimp with only the needed formats. Its functions are typed here, because their own types are `any`. */
export const jimp = createJimp({
	formats: [png, jpeg, gif, bmp, tiff],
	plugins: [resize],
}) as unknown as {
	/**
	 * Decodes a file and applies the EXIF orientation. Rejects for a damaged file. The reason of the rejection is not
	 * always an `Error`.
	 */
	fromBuffer(file: Buffer): Promise<Image>;
	fromBitmap(bitmap: Bitmap): Image;
};

/** Declared here, because the types of Node do not declare `WebAssembly`. */
declare const WebAssembly: {compile(bytes: Uint8Array): Promise<WebAssembly.Module>};

/** Replaces the class `ImageData` of browsers, which Node does not have. The WebP decoder creates an instance of it. */
class ImageData {
	readonly data: Uint8ClampedArray;
	readonly width: number;
	readonly height: number;

	constructor(data: Uint8ClampedArray, width: number, height: number) {
		this.data = data;
		this.width = width;
		this.height = height;
	}
}

/** Rejects for a damaged file. */
export async function decodeWebp(bytes: Uint8Array): Promise<Bitmap> {
	Object.assign(globalThis, {ImageData});
	// In the bundle, the WebAssembly file of the decoder is beside this file.
	const beside = new URL('webp_dec.wasm', import.meta.url);
	const file = existsSync(beside)
		? beside
		: new URL(import.meta.resolve('@jsquash/webp/codec/dec/webp_dec.wasm'));
	await init(await WebAssembly.compile(readFileSync(fileURLToPath(file))));
	const decoded = (await decode(new Uint8Array(bytes).buffer)) as unknown as ImageData;
	const {data, width, height} = decoded;
	const pixels = Buffer.alloc(data.byteLength);
	pixels.set(data);
	return {data: pixels, width, height};
}
