const mebibyte = 2 ** 20;

export const previewLimits = {
	maxImageBytes: 32 * mebibyte,
	maxTextBytes: 2 * mebibyte,
	/** Maximum number of bytes to read for the header of an audio or video file. */
	maxHeadBytes: 16 * mebibyte,
	/** Maximum number of pixels of an image. An 8K image has 33 million. */
	maxPixels: 40_000_000,
	/** Timeout for requesting the size and the type of a file. */
	metadataTimeoutMs: 15_000,
	previewTimeoutMs: 120_000,
	decodeTimeoutMs: 20_000,
	maxConcurrent: 4,
};

export type PreviewLimits = Readonly<typeof previewLimits>;
