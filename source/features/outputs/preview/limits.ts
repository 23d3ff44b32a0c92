import type {Duration} from '../../../core/time/clock.ts';

const mebibyte = 2 ** 20;

/** What a look at an output may cost. */
export type PreviewLimits = {
	/** The most bytes of a picture, and those of a text, of which no more is shown. */
	readonly maxImageBytes: number;
	readonly maxTextBytes: number;
	/** The most bytes that are read of a film or a sound to find what its head says. */
	readonly maxHeadBytes: number;
	/** The most pixels that are decoded: 8K has 33 million. */
	readonly maxPixels: number;
	/** How long a question for size and type may take, a look as a whole, and the decoding alone. */
	readonly metadataTimeoutMs: Duration;
	readonly previewTimeoutMs: Duration;
	readonly decodeTimeoutMs: Duration;
	/** Questions for size and type at once. */
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
