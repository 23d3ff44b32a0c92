import type {Duration} from '../../../core/time/clock.ts';

export type DownloadLimits = {
	/** For connecting, until the response headers, and between two chunks of the body. */
	readonly connectTimeoutMs: Duration;
	readonly headersTimeoutMs: Duration;
	readonly stallTimeoutMs: Duration;
	readonly maxBytes: number;
	readonly maxRedirects: number;
	/** Attempts without progress in a row, and attempts in total. */
	readonly maxFruitless: number;
	readonly maxAttempts: number;
	/** Pause after the first attempt without progress. It doubles up to the maximum. */
	readonly minPauseMs: Duration;
	readonly maxPauseMs: Duration;
	readonly maxConcurrent: number;
	readonly reportIntervalMs: Duration;
};

export const defaultDownloadLimits: DownloadLimits = {
	connectTimeoutMs: 10_000,
	headersTimeoutMs: 30_000,
	stallTimeoutMs: 30_000,
	maxBytes: 64 * 2 ** 30,
	maxRedirects: 5,
	maxFruitless: 5,
	maxAttempts: 100,
	minPauseMs: 1000,
	maxPauseMs: 30_000,
	maxConcurrent: 3,
	reportIntervalMs: 250,
};
