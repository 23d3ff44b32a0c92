const mebibyte = 2 ** 20;

export const previewLimits = {
	maxImageBytes: 32 * mebibyte,
	maxTextBytes: 2 * mebibyte,
	/** Maximum number of bytes to read from an audio or video file, of which only the header is needed. */
	maxHeadBytes: 16 * mebibyte,
	/** An image with more pixels is not decoded. An 8K image has 33 million. */
	maxPixels: 40_000_000,
	metadataTimeoutMs: 15_000,
	previewTimeoutMs: 120_000,
	decodeTimeoutMs: 20_000,
	maxConcurrent: 4,
};

export type PreviewLimits = Readonly<typeof previewLimits>;
