import {existsSync, readFileSync} from 'node:fs';
import {fileURLToPath} from 'node:url';
import decode, {init} from '@jsquash/webp/decode.js';
import type {Bitmap} from './images.ts';

let initialization: Promise<void> | null = null;

/** Decodes a WebP image. Rejects for a damaged file. */
export async function decodeWebp(bytes: Uint8Array): Promise<Bitmap> {
	initialization ??= initialize();
	await initialization;
	const decoded = (await decode(new Uint8Array(bytes).buffer)) as unknown as ImageData;
	const {data, width, height} = decoded;
	const pixels = Buffer.alloc(data.byteLength);
	pixels.set(data);
	return {data: pixels, width, height};
}

/** The types of Node do not declare `WebAssembly`. */
declare const WebAssembly: {compile(bytes: Uint8Array): Promise<WebAssembly.Module>};

/** A class of browsers. The decoder creates an instance, but Node does not have this class. */
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

/** Loads the WebAssembly file of the decoder. In the bundle it is beside this file. */
async function initialize(): Promise<void> {
	Object.assign(globalThis, {ImageData});
	const beside = new URL('webp_dec.wasm', import.meta.url);
	const file = existsSync(beside)
		? beside
		: new URL(import.meta.resolve('@jsquash/webp/codec/dec/webp_dec.wasm'));
	await init(await WebAssembly.compile(readFileSync(fileURLToPath(file))));
}
