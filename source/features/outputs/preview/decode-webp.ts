import {existsSync, readFileSync} from 'node:fs';
import decode, {init} from '@jsquash/webp/decode.js';
import {PhotonImage} from '@silvia-odwyer/photon-node';

/** Declared here, because the types of Node do not declare `WebAssembly`. */
declare const WebAssembly: {compile(bytes: Uint8Array): Promise<WebAssembly.Module>};

/** Replaces the class of browsers, which Node does not have. The decoder creates an instance of it. */
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

/** By the decoder of libwebp: Photon's decodes lossy files with wrong colors. Rejects for a damaged file. */
export async function decodeWebp(bytes: Uint8Array): Promise<PhotonImage> {
	Object.assign(globalThis, {ImageData});
	// In the bundle, the WebAssembly file of the decoder is beside this file.
	const beside = new URL('webp_dec.wasm', import.meta.url);
	const file = existsSync(beside)
		? beside
		: new URL(import.meta.resolve('@jsquash/webp/codec/dec/webp_dec.wasm'));
	await init(await WebAssembly.compile(readFileSync(file)));
	const decoded = (await decode(new Uint8Array(bytes).buffer)) as unknown as ImageData;
	const {data, width, height} = decoded;
	return new PhotonImage(new Uint8Array(data), width, height);
}
