import type {Duration} from '../../../core/time/clock.ts';

const mebibyte = 2 ** 20;

export type PreviewLimits = {
	readonly maxImageBytes: number;
	readonly maxTextBytes: number;
	/** Bytes to read for the header of audio and video. */
	readonly maxHeadBytes: number;
	/** An 8K image has 33 million. */
	readonly maxPixels: number;
	/** For size and type, for a whole preview, for decoding. */
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
