import assert from 'node:assert/strict';
import test from 'node:test';
import {PhotonImage} from '@silvia-odwyer/photon-node';
import {
	renderImage,
	type ImageJob,
	type ImageResult,
} from '../../../../source/features/outputs/preview/render-image.ts';
import {pngOf, samplePicture} from './picture-samples.ts';

/** 16 × 8 pixels, upper half red, lower half blue. */
const webp = Buffer.from(
	'UklGRl4AAABXRUJQVlA4IFIAAACwAwCdASoQAAgAAMASJagCdLoB+AEsA/gH4AXf/dgH8ABgaxelAAD+/Zsb' +
		'8/OHc/+7MrIxdP3HFgQ0f/Wjn/rRz/8ZiN6E5/IHI6VHj3zfAAAA',
	'base64',
);

/** 80 × 40 pixels, red above, blue below. */
const gif = Buffer.from(
	'R0lGODlhUAAoAIAAAP8AAAAA/ywAAAAAUAAoAAACWISPqcvtD6OctNqLs968+w+G4kiW5omm6sq27gvH8kzXdhLk+s' +
		'73/g8MCofEovGITCqXzKbzCY1Kp9Sq9YrNarfcrvcLDovH5LL5jE6r1+y2+w2Py+d0agEAOw==',
	'base64',
);

/** Red above, blue below. */
const flag = samplePicture('two colors', 80, 40);

async function make(bytes: Uint8Array, change: Partial<ImageJob> = {}): Promise<ImageResult> {
	return renderImage({
		bytes,
		protocol: 'cells',
		columns: 40,
		rows: 10,
		cell: {width: 8, height: 16},
		...change,
	});
}

const flagImage = new PhotonImage(flag.data, flag.width, flag.height);

for (const [format, bytes, width, height, by] of [
	['PNG', pngOf(flag), 80, 40, 0],
	['JPEG', flagImage.get_bytes_jpeg(95), 80, 40, 10],
	['GIF', gif, 80, 40, 0],
	['WebP', webp, 16, 8, 40],
] as const) {
	test(`a ${format} file is decoded and scaled into its cells`, async () => {
		const result = await make(bytes);
		assert.ok(result.kind === 'image' && result.image.protocol === 'cells');
		assert.deepEqual(result.fields, {format, width, height, size: bytes.length});
		const {columns, rows, pixels} = result.image;
		// Half blocks: one pixel per cell across, two down.
		assert.equal(pixels.length, columns * 2 * rows * 3);
		assertNear(pixels.subarray(0, 3), [255, 0, 0], by);
		assertNear(pixels.subarray(-3), [0, 0, 255], by);
	});
}

test('an image too large by its header is not decoded', async () => {
	const file = pngOf(flag);
	file.writeUInt32BE(60_000, 16);
	file.writeUInt32BE(60_000, 20);
	const result = await make(file);
	assert.deepEqual(result, {
		kind: 'failed',
		why: {kind: 'too-many-pixels', width: 60_000, height: 60_000},
	});
});

test('a damaged file or one that is no image is unreadable', async () => {
	const bytes = pngOf(flag);

	for (const file of [
		bytes.subarray(0, bytes.length / 2),
		Buffer.from('<html>404</html>'),
		webp.subarray(0, 60),
		// The header, without the image.
		bytes.subarray(0, 33),
	]) {
		assert.deepEqual(await make(file), {kind: 'failed', why: {kind: 'unreadable'}});
	}

	const bmp = Buffer.alloc(60);
	bmp.write('BM');
	bmp.writeUInt32LE(8, 18);
	bmp.writeInt32LE(8, 22);
	const other = {kind: 'other-format', format: 'BMP'};
	assert.deepEqual(await make(bmp), {kind: 'failed', why: other});
});

function assertNear(actual: Uint8Array, expected: readonly number[], by: number): void {
	assert.ok(
		expected.every((value, index) => Math.abs((actual[index] ?? -1000) - value) <= by),
		`${actual.join(' ')} is not near ${expected.join(' ')}`,
	);
}
