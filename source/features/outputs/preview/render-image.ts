import {existsSync, readFileSync} from 'node:fs';
import {parentPort} from 'node:worker_threads';
import decode, {init} from '@jsquash/webp/decode.js';
import {PhotonImage, resize, SamplingFilter} from '@silvia-odwyer/photon-node';
import {imageSize} from 'image-size';
import {
	maxPixels,
	pictureFormats,
	type ImageProtocol,
	type Pixels,
	type PreviewContent,
	type RenderedImage,
} from '../../../core/output/output-view.ts';

export type ImageJob = {
	readonly bytes: Uint8Array;
	readonly protocol: ImageProtocol;
	/** `columns` and `rows` are the maximum size of the image in cells. */
	readonly columns: number;
	readonly rows: number;
	/** The size of a cell of the terminal in pixels. Ignored for images of half-block characters. */
	readonly cell: Pixels;
};

export type ImageResult = Extract<PreviewContent, {kind: 'image' | 'failed'}>;

/** Reads the size from the header first, so that an image above `maxPixels` is not decoded. */
export async function renderImage(job: ImageJob): Promise<ImageResult> {
	const {bytes} = job;

	try {
		const {width, height, type = ''} = imageSize(bytes);
		const format = pictureFormats[type];

		if (format === undefined) {
			return {kind: 'failed', why: {kind: 'other-format', format: type.toUpperCase()}};
		}

		if (width * height > maxPixels) {
			return {kind: 'failed', why: {kind: 'too-many-pixels', width, height}};
		}

		const decoded =
			type === 'webp' ? await decodeWebp(bytes) : PhotonImage.new_from_byteslice(bytes);
		const image = await encode(decoded, job);
		return {kind: 'image', fields: {format, width, height, size: bytes.length}, image};
	} catch {
		// For a damaged file, decoders throw errors of any type.
		return {kind: 'failed', why: {kind: 'unreadable'}};
	}
}

async function encode(
	original: PhotonImage,
	{protocol, columns, rows, cell: requested}: ImageJob,
): Promise<RenderedImage> {
	// A half block is a pixel.
	const cell = protocol === 'cells' ? {width: 1, height: 2} : requested;
	const own = {width: original.get_width(), height: original.get_height()};
	const {width, height} = fit(own, {
		width: columns * cell.width,
		height: rows * cell.height,
	});
	const filter = width < own.width ? SamplingFilter.CatmullRom : SamplingFilter.Nearest;
	const image = width === own.width ? original : resize(original, width, height, filter);
	const size = {columns: Math.ceil(width / cell.width), rows: Math.ceil(height / cell.height)};

	switch (protocol) {
		case 'cells': {
			const pixels = onBlack(image.get_raw_pixels()).filter((_, index) => index % 4 < 3);
			return {...size, protocol, pixels};
		}

		case 'sixel': {
			// The library assigns to `UPNG` without declaring it, which is an error in an ES module without such a global.
			if (!('UPNG' in globalThis)) {
				Object.assign(globalThis, {UPNG: null});
			}

			// In the bundle, the package has only the default export.
			const {default: whole, ...named} = await import('sixel');
			const {image2sixel} = {...named, ...whole};
			const pixels = onBlack(image.get_raw_pixels());
			return {...size, protocol, payload: image2sixel(pixels, width, height, 256, 1)};
		}

		case 'kitty':
		case 'iterm':
			return {...size, protocol, payload: Buffer.from(image.get_bytes()).toString('base64')};
	}
}

/** Fits the size `own` into `area`. A small image is enlarged by a whole factor, so that its pixels become squares. */
function fit(own: Pixels, area: Pixels): Pixels {
	const factor = Math.min(area.width / own.width, area.height / own.height);
	const scale = factor < 1 ? factor : Math.floor(factor);
	const scaled = (length: number): number => Math.max(1, Math.round(length * scale));
	return {width: scaled(own.width), height: scaled(own.height)};
}

/** Puts RGBA pixels on a black background. */
function onBlack(rgba: Uint8Array): Uint8Array {
	return rgba.map((value, index) =>
		index % 4 === 3 ? 255 : Math.round((value * (rgba[index | 3] ?? 0)) / 255),
	);
}

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

/** Decodes by libwebp, because Photon decodes lossy files with wrong colors. Rejects for a damaged file. */
async function decodeWebp(bytes: Uint8Array): Promise<PhotonImage> {
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

// In a thread, so that keys work while an image is decoded, and a crash of a decoder does not end the program.
parentPort?.once('message', (job: ImageJob) => {
	void renderImage(job).then(result => {
		// oxlint-disable-next-line unicorn/require-post-message-target-origin
		parentPort?.postMessage(result);
	});
});
