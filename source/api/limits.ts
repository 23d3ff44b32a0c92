const mebibyte = 1024 * 1024;

/** The limits of one request. Times are in milliseconds. Sizes are in bytes after decompression. */
export const defaultLimits = {
	connect: 10_000,
	/** From the request to the response headers. */
	headers: 15_000,
	/** Between two chunks of the body. */
	idle: 15_000,
	/** Of the whole request, because a response that arrives byte by byte never exceeds the other limits. */
	total: 30_000,
	executionBytes: 32 * mebibyte,
	otherBytes: 4 * mebibyte,
};

export type Limits = Readonly<typeof defaultLimits>;
