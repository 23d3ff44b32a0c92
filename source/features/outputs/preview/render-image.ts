import {imageSize} from 'image-size';
import type {
	ImageInfo,
	ImageProtocol,
	PreviewProblem,
	RenderedImage,
} from '../../../core/output/output-view.ts';
import type {PixelSize} from '../../../terminal/images/graphics.ts';
import {decodeWebp, jimp, type Bitmap, type Image} from './images.ts';

export type ImageJob = {
	readonly bytes: Uint8Array;
	readonly protocol: ImageProtocol;
	/** `columns` and `rows` are the maximum size of the image in cells. */
	readonly columns: number;
	readonly rows: number;
	/** The size of a cell of the terminal in pixels. Ignored for images of half-block characters. */
	readonly cell: PixelSize;
	readonly maxColors: number;
	/** The largest image that the terminal accepts, in pixels; null for no limit. */
	readonly maxSize: PixelSize | null;
	readonly maxPixels: number;
};

export type ImageResult =
	| {readonly kind: 'image'; readonly fields: ImageInfo; readonly image: RenderedImage}
	| {readonly kind: 'failed'; readonly why: PreviewProblem};

/** The formats that can be decoded, as named by `image-size`. */
const decodable: ReadonlySet<string> = new Set(['png', 'jpg', 'gif', 'bmp', 'tiff', 'webp']);
const halfBlock: PixelSize = {width: 1, height: 2};

/** Reads the size from the header first, so that an image above `maxPixels` is not decoded. */
export async function renderImage(job: ImageJob): Promise<ImageResult> {
	const {bytes, maxPixels} = job;
	const fields = readImageInfo(bytes);

	if (fields === null) {
		return {kind: 'failed', why: {kind: bytes.length === 0 ? 'empty' : 'unreadable'}};
	}

	const {width, height} = fields;

	if (width * height > maxPixels) {
		return {kind: 'failed', why: {kind: 'too-many-pixels', width, height}};
	}

	try {
		const image = await decode(bytes, fields);
		return {kind: 'image', fields, image: await encodeImage(image, job)};
	} catch {
		// For a damaged file, decoders throw values of any type.
		return {kind: 'failed', why: {kind: 'unreadable'}};
	}
}

/** Reads the format and the size from the header of an image. Returns null if the image cannot be decoded. */
function readImageInfo(bytes: Uint8Array): ImageInfo | null {
	try {
		const {width, height, type = ''} = imageSize(bytes);
		return decodable.has(type) && width > 0 && height > 0
			? {format: type === 'jpg' ? 'JPEG' : type.toUpperCase(), width, height, size: bytes.length}
			: null;
	} catch {
		return null;
	}
}

async function decode(bytes: Uint8Array, {format}: ImageInfo): Promise<Image> {
	return format === 'WEBP'
		? jimp.fromBitmap(await decodeWebp(bytes))
		: jimp.fromBuffer(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
}

async function encodeImage(
	image: Image,
	{protocol, columns, rows, cell: requested, maxSize, maxColors}: ImageJob,
): Promise<RenderedImage> {
	const cell = protocol === 'cells' ? halfBlock : requested;
	const {width, height} = fit(image.bitmap, {
		width: Math.min(columns * cell.width, maxSize?.width ?? Infinity),
		height: Math.min(rows * cell.height, maxSize?.height ?? Infinity),
	});

	if (width < image.bitmap.width || height < image.bitmap.height) {
		image.resize({w: width, h: height});
	} else if (width > image.bitmap.width) {
		image.resize({w: width, h: height, mode: 'nearestNeighbor'});
	}

	const size = {
		columns: Math.ceil(width / cell.width),
		rows: Math.ceil(height / cell.height),
	};

	switch (protocol) {
		case 'cells':
			return {...size, protocol, pixels: flattenAlpha(image.bitmap)};
		case 'sixel': {
			const encode = await sixelEncoder();
			const {data} = image.bitmap;
			return {...size, protocol, payload: encode(data, width, height, maxColors)};
		}

		case 'kitty':
		case 'iterm': {
			const png = await image.getBuffer('image/png');
			return {...size, protocol, payload: png.toString('base64')};
		}
	}
}

/**
 * Returns the size at which an image of the size `own` fits into `area`, with the same aspect ratio. A small image is
 * only enlarged by a whole factor, so that each of its pixels becomes a square of the same size.
 */
function fit(own: PixelSize, area: PixelSize): PixelSize {
	const factor = Math.min(area.width / own.width, area.height / own.height);
	const scale = factor < 1 ? factor : Math.floor(factor);
	const scaled = (length: number): number => Math.max(1, Math.round(length * scale));
	return {width: scaled(own.width), height: scaled(own.height)};
}

/**
 * Loads the sixel encoder. Its library assigns to `UPNG` without declaring this variable, which is an error in an ES
 * module. Therefore, this function defines a global `UPNG` first. The library reads it later.
 */
async function sixelEncoder() {
	if (!('UPNG' in globalThis)) {
		Object.assign(globalThis, {UPNG: null});
	}

	return (await import('./encode-sixel.ts')).encodeSixel;
}

/** Converts RGBA pixels to RGB pixels on a black background. */
function flattenAlpha({data, width, height}: Bitmap): Uint8Array {
	const pixels = new Uint8Array(width * height * 3);

	for (let pixel = 0; pixel < width * height; pixel++) {
		const alpha = (data[pixel * 4 + 3] ?? 0) / 255;

		for (let channel = 0; channel < 3; channel++) {
			pixels[pixel * 3 + channel] = Math.round((data[pixel * 4 + channel] ?? 0) * alpha);
		}
	}

	return pixels;
}
