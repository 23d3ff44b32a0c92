import type {Duration} from '../core/time/clock.ts';

/** The limits of one request: milliseconds, and bytes after decompression. */
export type Limits = {
	/** To connect, including DNS and TLS. */
	readonly connect: Duration;
	/** From the request to the response headers. */
	readonly headers: Duration;
	/** Between two chunks of the body. */
	readonly idle: Duration;
	/** For the whole request: a service that sends single bytes never exceeds the other limits. */
	readonly total: Duration;
	/** For an execution; the length of its log has no known limit. */
	readonly executionBytes: number;
	/** For any other response. */
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
