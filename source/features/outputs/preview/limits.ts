import type {Duration} from '../../../core/time/clock.ts';

const mebibyte = 2 ** 20;

/** What a look at an output may cost. */
export type PreviewLimits = {
	/** The most bytes of a picture, and those of a text, of which no more is shown. */
	readonly pictureBytes: number;
	readonly textBytes: number;
	/** The most bytes that are read of a film or a sound to find what its head says. */
	readonly headBytes: number;
	/** The most pixels that are decoded: 8K has 33 million. */
	readonly pixels: number;
	/** How long a question for size and type may take, a look as a whole, and the decoding alone. */
	readonly metadata: Duration;
	readonly appearance: Duration;
	readonly decode: Duration;
	/** Questions for size and type at once. */
	readonly most: number;
};

export const previewLimits: PreviewLimits = {
	pictureBytes: 32 * mebibyte,
	textBytes: 2 * mebibyte,
	headBytes: 16 * mebibyte,
	pixels: 40_000_000,
	metadata: 15_000,
	appearance: 120_000,
	decode: 20_000,
	most: 4,
};
