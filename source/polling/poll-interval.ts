import type {Duration} from '../core/time/clock.ts';
import type {Execution, Phase} from '../core/execution.ts';

export type Random = () => number;

export type QueueInfo = Pick<Execution, 'queuePosition' | 'estimatedWaitSec'>;

export type PollContext = {
	readonly phase: Phase | null;
	readonly queue: QueueInfo | null;
	/** Whether the run is selected, or the user requested its poll. */
	readonly prioritized: boolean;
};

export type IntervalRange = {readonly min: Duration; readonly max: Duration};

/** An interval may be shorter or longer by this fraction, so that polls can be grouped. */
const slack = 0.1;

/** The minimum interval of a queued run, as a multiple of the normal interval. */
const queuedFactor = 2.5;

/** The number of polls during the estimated wait of a queued run (`queue_info.estimated_wait_sec`). */
const pollsPerWait = 4;

/** The maximum interval of a queued run. With `slack` it is below 15 s, so the start of a run is noticed within 15 s. */
const maxQueuedInterval: Duration = 13_500;

const minBackOff: Duration = 1000;
const maxBackOff: Duration = 60_000;

const minUnknownInterval: Duration = 1000;

/** Returns the milliseconds between two polls of a healthy run, without `slack`. */
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

/** Returns the range of the delay from a response to the next poll. A prioritized run is polled without `slack`. */
export function intervalAfterResponse(context: PollContext, interval: Duration): IntervalRange {
	const regular = regularInterval(context, interval);
	const tolerance = context.prioritized ? 0 : slack * regular;
	return {min: regular - tolerance, max: regular + tolerance};
}

export function intervalWhileUnknown(interval: Duration): Duration {
	return Math.max(interval, minUnknownInterval);
}

/**
 * Returns the range of the delay after a number of failures in a row. `interval` is the normal poll interval. The
 * delay is at least half of it, so that clients that all fail at the same time send at most twice as many requests as
 * normally.
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

/** Returns a random delay, uniformly distributed within `backOffBounds` (full jitter). */
export function backOff(failures: number, interval: Duration, random: Random): Duration {
	const {min, max} = backOffBounds(failures, interval);
	return min + (max - min) * random();
}

/**
 * Returns `due`, or a later time if `due` is before `earliest`. A prioritized run is then polled at `earliest`. Other
 * polls are spread over one interval after `earliest`, so that they are not all sent at once.
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
