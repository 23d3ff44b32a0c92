import type {Duration} from '../core/time/clock.ts';

/** The limits of one request. Times are in milliseconds. Sizes are in bytes after decompression. */
export type Limits = {
	readonly connect: Duration;
	/** Maximum time from the request to the response headers. */
	readonly headers: Duration;
	/** Maximum time between two chunks of the body. */
	readonly idle: Duration;
	/** Maximum time of the whole request, because a response that arrives byte by byte never exceeds the other limits. */
	readonly total: Duration;
	readonly executionBytes: number;
	readonly otherBytes: number;
};

const mebibyte = 1024 * 1024;

export const defaultLimits: Limits = {
	connect: 10_000,
	headers: 15_000,
	idle: 15_000,
	total: 30_000,
	executionBytes: 64 * mebibyte,
	otherBytes: 8 * mebibyte,
};
