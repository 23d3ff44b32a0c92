import type {Instant} from '../time/clock.ts';

/**
 * The percentages of a run, and when it reached each, in seconds since its start. A pause lasts from one point to the
 * next. The percentage falls where the run lost progress.
 */
export type Course = ReadonlyArray<readonly [percent: number, seconds: number]>;

/** What is kept of a run that succeeded, to forecast later runs of its workflow. As JSON about 500 bytes, at most 2 kB. */
export type RunProfile = {
	/** Without the time in which the run was stalled. */
	readonly seconds: number;
	/** Empty if unknown. */
	readonly course: Course;
	/** The longest time without a step; null if the run was stalled, or was not watched for most of its duration. */
	readonly longestIdleSec: number | null;
	/** The wait in the queue, divided by the service's first estimate of it; null if unknown. */
	readonly waitRatio: number | null;
	/** A run without an end time counts as the oldest. */
	readonly endedAt: Instant | null;
};
