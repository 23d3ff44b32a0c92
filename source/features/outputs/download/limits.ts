import type {Duration} from '../../../core/time/clock.ts';

export type DownloadLimits = {
	readonly connectTimeoutMs: Duration;
	/** Maximum time from the request to the headers of the response. */
	readonly headersTimeoutMs: Duration;
	/** Maximum time between two chunks of the body. */
	readonly stallTimeoutMs: Duration;
	readonly maxBytes: number;
	readonly maxRedirects: number;
	/** Maximum number of attempts in a row that receive no new bytes. */
	readonly maxFruitless: number;
	/** Maximum number of all attempts of a download. */
	readonly maxAttempts: number;
	/**
	 * The pause after the first attempt without new bytes. This pause doubles with each further attempt, up to
	 * `maxPauseMs`.
	 */
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
