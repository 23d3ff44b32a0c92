import type {Duration} from '../core/time/clock.ts';

/** What one question to the API may cost in time and in memory. */
export type Limits = {
	/** Until a connection stands, DNS and TLS included. */
	readonly connect: Duration;
	/** From the question until the head of the answer is there. */
	readonly headers: Duration;
	/** Between two pieces of the body. */
	readonly idle: Duration;
	/** For the whole question. The others never stop a service that sends a byte now and then. */
	readonly total: Duration;
	/** Decoded bytes of an execution, whose log has no known bound. */
	readonly executionBytes: number;
	/** Decoded bytes of any other answer. */
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
