import type {Duration} from '../../../core/time/clock.ts';

const mebibyte = 2 ** 20;

export type PreviewLimits = {
	readonly maxImageBytes: number;
	readonly maxTextBytes: number;
	/** Maximum number of bytes to read for the header of an audio or video file. */
	readonly maxHeadBytes: number;
	/** Maximum number of pixels of an image. An 8K image has 33 million. */
	readonly maxPixels: number;
	/** Timeout for requesting the size and the type of a file. */
	readonly metadataTimeoutMs: Duration;
	readonly previewTimeoutMs: Duration;
	readonly decodeTimeoutMs: Duration;
	readonly maxConcurrent: number;
};

export const previewLimits: PreviewLimits = {
	maxImageBytes: 32 * mebibyte,
	maxTextBytes: 2 * mebibyte,
	maxHeadBytes: 16 * mebibyte,
	maxPixels: 40_000_000,
	metadataTimeoutMs: 15_000,
	previewTimeoutMs: 120_000,
	decodeTimeoutMs: 20_000,
	maxConcurrent: 4,
};
