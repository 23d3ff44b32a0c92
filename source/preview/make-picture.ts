import {imageSize} from 'image-size';
import type {Picture, PictureFacts} from '../domain/output-view.ts';
import {decodeWebp} from './decode-webp.ts';
import {images, type Bitmap, type Image} from './images.ts';
import type {CellSize, PictureJob, PictureResult} from './picture-job.ts';

/** Formats that are decoded here, by the names that their heads are told apart by. */
const decodable: ReadonlySet<string> = new Set(['png', 'jpg', 'gif', 'bmp', 'tiff', 'webp']);
/** Of a half block each half is a pixel. */
const halfBlock: CellSize = {width: 1, height: 2};

/**
 * Decodes a picture, scales it into its cells and puts it into the form that the terminal takes. Its size is judged by its
 * head before anything is decoded. Never rejects for what is in the file.
 */
export async function makePicture(job: PictureJob): Promise<PictureResult> {
	const {bytes, mostPixels} = job;
	const facts = readFacts(bytes);

	if (facts === null) {
		return {kind: 'trouble', why: {kind: bytes.length === 0 ? 'empty' : 'unreadable'}};
	}

	const {width, height} = facts;

	if (width * height > mostPixels) {
		return {kind: 'trouble', why: {kind: 'too-many-pixels', width, height}};
	}

	try {
		const image = await decode(bytes, facts);
		return {kind: 'picture', facts, picture: await drawn(image, job)};
	} catch {
		// Decoders throw whatever they like at a damaged file, and it all means the same to who wanted to see it.
		return {kind: 'trouble', why: {kind: 'unreadable'}};
	}
}

/** What the head of a picture says; null where it is none that can be decoded. */
function readFacts(bytes: Uint8Array): PictureFacts | null {
	try {
		const {width, height, type = ''} = imageSize(bytes);
		return decodable.has(type) && width > 0 && height > 0
			? {format: type === 'jpg' ? 'JPEG' : type.toUpperCase(), width, height, size: bytes.length}
			: null;
	} catch {
		// It throws where it does not know the head.
		return null;
	}
}

async function decode(bytes: Uint8Array, {format}: PictureFacts): Promise<Image> {
	return format === 'WEBP'
		? images.fromBitmap(await decodeWebp(bytes))
		: images.fromBuffer(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
}

async function drawn(
	image: Image,
	{protocol, columns, rows, cell: asked}: PictureJob,
): Promise<Picture> {
	const cell = protocol === 'cells' ? halfBlock : asked;
	const scale = Math.min(
		1,
		(columns * cell.width) / image.bitmap.width,
		(rows * cell.height) / image.bitmap.height,
	);
	const fitted = (length: number): number => Math.max(1, Math.round(length * scale));
	const width = fitted(image.bitmap.width);
	const height = fitted(image.bitmap.height);

	if (scale < 1) {
		image.resize({w: width, h: height});
	}

	const size = {
		columns: Math.ceil(width / cell.width),
		rows: Math.ceil(height / cell.height),
	};

	switch (protocol) {
		case 'cells': {
			return {...size, protocol, pixels: opaque(image.bitmap, size.columns, size.rows * 2)};
		}

		case 'sixel': {
			const encode = await sixelEncoder();
			const {data} = image.bitmap;
			return {...size, protocol, payload: encode(data, width, height)};
		}

		case 'kitty':
		case 'iterm': {
			return {
				...size,
				protocol,
				payload: (await image.getBuffer('image/png')).toString('base64'),
			};
		}
	}
}

/** The library sets a variable that it never declares, which in a module is an error unless the variable is there. */
async function sixelEncoder() {
	Object.assign(globalThis, {UPNG: null});
	return (await import('./encode-sixel.ts')).encodeSixel;
}

/** Red, green and blue of each pixel before black, with rows of black below where there are too few. */
function opaque({data, width, height}: Bitmap, columns: number, rows: number): Uint8Array {
	const pixels = new Uint8Array(columns * rows * 3);

	for (let y = 0; y < Math.min(height, rows); y++) {
		for (let x = 0; x < Math.min(width, columns); x++) {
			const from = (y * width + x) * 4;
			const alpha = (data[from + 3] ?? 0) / 255;

			for (let channel = 0; channel < 3; channel++) {
				pixels[(y * columns + x) * 3 + channel] = Math.round((data[from + channel] ?? 0) * alpha);
			}
		}
	}

	return pixels;
}
