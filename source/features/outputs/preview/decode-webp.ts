import {existsSync, readFileSync} from 'node:fs';
import {fileURLToPath} from 'node:url';
import decode, {init} from '@jsquash/webp/decode.js';
import type {Bitmap} from './images.ts';

let initialization: Promise<void> | null = null;

/** Rejects for a damaged file. */
export async function decodeWebp(bytes: Uint8Array): Promise<Bitmap> {
	initialization ??= initialize();
	await initialization;
	const decoded = (await decode(new Uint8Array(bytes).buffer)) as unknown as ImageData;
	const {data, width, height} = decoded;
	const pixels = Buffer.alloc(data.byteLength);
	pixels.set(data);
	return {data: pixels, width, height};
}

/** Missing in Node's types. */
declare const WebAssembly: {compile(bytes: Uint8Array): Promise<WebAssembly.Module>};

/** The decoder constructs this class of browsers, which Node lacks. */
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

/** Loads the decoder's WebAssembly file. In the bundle it is beside this file. */
async function initialize(): Promise<void> {
	Object.assign(globalThis, {ImageData});
	const beside = new URL('webp_dec.wasm', import.meta.url);
	const file = existsSync(beside)
		? beside
		: new URL(import.meta.resolve('@jsquash/webp/codec/dec/webp_dec.wasm'));
	await init(await WebAssembly.compile(readFileSync(fileURLToPath(file))));
}
