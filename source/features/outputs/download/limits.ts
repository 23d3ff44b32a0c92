import type {Duration} from '../../../core/time/clock.ts';

/** What bounds a download. */
export type DownloadLimits = {
	/** Until there is a connection, until its answer begins, and between two pieces of it. */
	readonly connect: Duration;
	readonly headers: Duration;
	readonly stall: Duration;
	/** The most bytes that are saved of one output. */
	readonly bytes: number;
	readonly redirects: number;
	/** Attempts without a byte more than before, and attempts in all. */
	readonly fruitless: number;
	readonly attempts: number;
	/** Pause after the first fruitless attempt; each further one doubles it, up to the longest. */
	readonly firstPause: Duration;
	readonly longestPause: Duration;
	/** Downloads at once. */
	readonly most: number;
	/** Between two reports of how they stand. */
	readonly tick: Duration;
};

export const defaultDownloadLimits: DownloadLimits = {
	connect: 10_000,
	headers: 30_000,
	stall: 30_000,
	bytes: 64 * 2 ** 30,
	redirects: 5,
	fruitless: 5,
	attempts: 100,
	firstPause: 1000,
	longestPause: 30_000,
	most: 3,
	tick: 250,
};
