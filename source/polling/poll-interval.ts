import type {Duration} from '../core/time/clock.ts';
import type {Execution, Phase} from '../core/execution.ts';

export type Random = () => number;

/** The position of a queued run and its estimated wait. */
export type QueueInfo = Pick<Execution, 'queuePosition' | 'estimatedWaitSec'>;

/** The conditions for the interval between two polls of a healthy run. */
export type PollContext = {
	readonly phase: Phase | null;
	readonly queue: QueueInfo | null;
	/** Whether the run is selected, or its poll was requested by the user. */
	readonly prioritized: boolean;
};

export type IntervalRange = {readonly min: Duration; readonly max: Duration};

/** An interval may be this fraction shorter or longer, so that polls can be grouped. */
const slack = 0.1;

/** A queued run is polled less often than a running one. */
const queuedFactor = 2.5;

/** Polls within the estimated wait (`queue_info.estimated_wait_sec`). */
const pollsPerWait = 4;

/** With `slack` the interval stays below 15 s, the maximum delay before the start of a run is noticed. */
const maxQueuedInterval: Duration = 13_500;

const minBackOff: Duration = 1000;
const maxBackOff: Duration = 60_000;

const minUnknownInterval: Duration = 1000;

/** Milliseconds between two polls of a healthy run, without slack. */
export function regularInterval(
	{phase, queue, prioritized}: PollContext,
	interval: Duration,
): Duration {
	if (phase !== 'queued' || prioritized) {
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

/**
 * Returns the allowed delay from a response to the next poll: the regular interval, plus or minus `slack` unless
 * prioritized.
 */
export function intervalAfterResponse(context: PollContext, interval: Duration): IntervalRange {
	const regular = regularInterval(context, interval);
	const tolerance = context.prioritized ? 0 : slack * regular;
	return {min: regular - tolerance, max: regular + tolerance};
}

export function intervalWhileUnknown(interval: Duration): Duration {
	return Math.max(interval, minUnknownInterval);
}

/**
 * Returns the range of the delay after a number of failures in a row. `interval` is the normal interval. Many clients that
 * fail at the same time must not exceed twice its normal rate.
 */
export function backOffBounds(failures: number, interval: Duration): IntervalRange {
	return {
		min: Math.max(minBackOff, interval / 2),
		max: Math.min(
			Math.max(maxBackOff, 2 * interval),
			Math.max(minBackOff, interval) * 2 ** failures,
		),
	};
}

/** A random delay within the bounds, uniformly distributed (full jitter). */
export function backOff(failures: number, interval: Duration, random: Random): Duration {
	const {min, max} = backOffBounds(failures, interval);
	return min + (max - min) * random();
}

/**
 * Moves a due time to `earliest` or later. Delayed polls are spread over one interval, so that they are not all sent at
 * `earliest`.
 */
export function notBefore(
	earliest: number,
	due: number,
	context: PollContext,
	interval: Duration,
	random: Random,
): number {
	if (due >= earliest) {
		return due;
	}

	return context.prioritized ? earliest : earliest + regularInterval(context, interval) * random();
}
