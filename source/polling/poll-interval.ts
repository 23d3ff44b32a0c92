import type {Execution, Phase} from '../core/execution.ts';
import type {Duration} from '../core/time/clock.ts';

export type Random = () => number;

export type QueueInfo = Pick<Execution, 'queuePosition' | 'estimatedWaitSec'>;

/** What the interval between two polls of a run depends on. */
export type IntervalFactors = {
	readonly phase: Phase | null;
	readonly queue: QueueInfo | null;
	/** Whether the run is selected, or the user requested its poll. */
	readonly isFirst: boolean;
	/** Whether the run is out of sight, and the run list shows when it changes its phase. */
	readonly isSwept: boolean;
	/** With longer intervals, log entries could be lost. */
	readonly safeInterval: Duration;
};

export type IntervalRange = {readonly min: Duration; readonly max: Duration};

/** The interval between two polls may be shorter or longer by this fraction, so that polls of runs can be grouped. */
const slack = 0.1;

/** The minimum interval between two polls of a queued run, as a multiple of the normal interval. */
const queuedFactor = 2.5;

/** How often a queued run is polled during its estimated wait (`queue_info.estimated_wait_sec`). */
const pollsPerWait = 4;

/**
 * The maximum interval between two polls of a queued run, unless the normal interval is longer. `slack` can add 10 %.
 * The sum is still below 15 s, so that the start of the run is noticed within 15 s.
 */
const maxQueuedInterval: Duration = 13_500;

/** The interval between two polls of a run that is out of sight, while the run list shows when it changes its state. */
const restInterval: Duration = 30_000;

const minBackOff: Duration = 1000;
const maxBackOff: Duration = 60_000;

const minUnknownInterval: Duration = 1000;

/** Returns the milliseconds between two polls of a run without failures. `slack` is not applied yet. */
export function regularInterval(
	{phase, queue, isFirst, isSwept, safeInterval}: IntervalFactors,
	interval: Duration,
): Duration {
	if (isSwept && !isFirst) {
		return Math.max(interval, Math.min(restInterval, safeInterval));
	}

	if (phase !== 'queued' || isFirst) {
		return interval;
	}

	const {estimatedWaitSec = null, queuePosition = null} = queue ?? {};
	const wait =
		estimatedWaitSec === null
			? ((queuePosition ?? 0) * interval) / 2
			: (estimatedWaitSec * 1000) / pollsPerWait;
	const queuedInterval = Math.max(wait, queuedFactor * interval);
	return Math.max(interval, Math.min(queuedInterval, maxQueuedInterval));
}

/** Returns the minimum and maximum delay from a response to the next poll. For the selected run both are equal. */
export function intervalAfterResponse(factors: IntervalFactors, interval: Duration): IntervalRange {
	const regular = regularInterval(factors, interval);
	const tolerance = factors.isFirst ? 0 : slack * regular;
	return {min: regular - tolerance, max: regular + tolerance};
}

export function intervalWhileUnknown(interval: Duration): Duration {
	return Math.max(interval, minUnknownInterval);
}

/**
 * Returns a random delay after a number of failures in a row (full jitter). It is at least half of `interval`, or 1 s if
 * that is longer. So even if all requests fail, the request rate at most doubles.
 */
export function backOff(failures: number, interval: Duration, random: Random): Duration {
	const min = Math.max(minBackOff, interval / 2);
	const limit = Math.max(maxBackOff, 2 * interval);
	const max = Math.min(limit, Math.max(minBackOff, interval) * 2 ** failures);
	return min + (max - min) * random();
}

/** Up to this length, `Retry-After` holds back all requests. */
export const maxCommonHoldMs: Duration = 60_000;
const maxPauses = 8;

/**
 * Returns how much longer than its `Retry-After` a request waits that fails again and again while others do not. Each
 * time it holds back all others, so it is sent more and more seldom.
 */
export function pauseBetweenHolds(failures: number, retryAfter: Duration): Duration {
	return retryAfter > maxCommonHoldMs ? 0 : retryAfter * Math.min(failures, maxPauses);
}
