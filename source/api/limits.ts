import type {Duration} from '../core/time/clock.ts';

/** The limits of one request, in milliseconds and in bytes after decompression. */
export type Limits = {
	readonly connect: Duration;
	/** From the request to the response headers. */
	readonly headers: Duration;
	/** Between two chunks of the body. */
	readonly idle: Duration;
	/** For the whole request. A service that sends single bytes never exceeds the other time limits. */
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
