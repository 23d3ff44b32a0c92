export const defaultDownloadLimits = {
	headersTimeoutMs: 30_000,
	/** Maximum time between two chunks of the body. */
	stallTimeoutMs: 30_000,
	maxBytes: 64 * 2 ** 30,
	/** Maximum number of attempts in a row that receive no new bytes. */
	maxFruitless: 5,
	maxAttempts: 100,
	/** The pause after the first attempt without new bytes. It doubles after each further one, up to `maxPauseMs`. */
	minPauseMs: 1000,
	maxPauseMs: 30_000,
	maxConcurrent: 3,
	/** A download fails if fewer bytes than this arrive in `paceMs`, over all attempts: 1 kB/s over a minute. */
	minPaceBytes: 60_000,
	paceMs: 60_000,
	reportIntervalMs: 250,
};

export type DownloadLimits = Readonly<typeof defaultDownloadLimits>;
