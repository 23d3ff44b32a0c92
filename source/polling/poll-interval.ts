import type {Duration} from '../core/time/clock.ts';
import type {Phase, QueueInfo} from '../core/execution.ts';

/** A number from 0 (included) to 1 (excluded), like `Math.random`. It is passed in, so that tests choose it. */
export type Random = () => number;

/** What the pause between two polls of a healthy run hangs on. */
export type PollContext = {
	/** Null before the first answer. */
	readonly phase: Phase | null;
	readonly queue: QueueInfo | null;
	/** Whether the reader looks at this run. */
	readonly prioritized: boolean;
};

/** The first and the last moment at which something may be done, or the shortest and the longest pause before it. */
export type IntervalRange = {readonly min: Duration; readonly max: Duration};

/** How much a healthy pause may vary to either side: so that runs fall into step with a few others, and not with all. */
const slack = 0.1;

/** A queued run is asked this much less often than a running one. */
const queuedFactor = 2.5;

/** Parts into which the service's own estimate of the wait is cut. */
const pollsOfAWait = 4;

/** With the slack added it stays below 15 s, which is as long as a start may go unseen. */
const longestQueuedPause: Duration = 13_500;

const shortestBackOff: Duration = 1000;
const longestBackOff: Duration = 60_000;

/** A run that the engine does not know yet is not asked for more often than this. */
const shortestUnknownPause: Duration = 1000;

/** The pause between two polls of a run that answers, in milliseconds, without slack. */
export function regularInterval(
	{phase, queue, prioritized}: PollContext,
	interval: Duration,
): Duration {
	if (phase !== 'queued' || prioritized) {
		return interval;
	}

	const {estimatedWaitSec, position} = queue ?? {estimatedWaitSec: null, position: null};
	const wait =
		estimatedWaitSec === null
			? ((position ?? 0) * interval) / 2
			: (estimatedWaitSec * 1000) / pollsOfAWait;
	const wanted = Math.max(wait, queuedFactor * interval);
	return Math.max(interval, Math.min(wanted, longestQueuedPause));
}

/** The pause after an answer. The run that is looked at has no slack: it is never asked later than the interval, and sooner is too often. */
export function intervalAfterResponse(context: PollContext, interval: Duration): IntervalRange {
	const steady = regularInterval(context, interval);
	const either = context.prioritized ? 0 : slack * steady;
	return {min: steady - either, max: steady + either};
}

/** The pause while the engine does not know the run yet. */
export function intervalWhileUnknown(interval: Duration): Duration {
	return Math.max(interval, shortestUnknownPause);
}

/**
 * The bounds of the pause after so many failures in a row, for something that is asked every `steady` milliseconds
 * when all is well. The lower bound and the first upper bound hang on `steady`, because a crowd of clients must not
 * ask at more than twice its normal rate, not even when all of them failed in the same moment.
 */
export function backOffBounds(failures: number, steady: Duration): IntervalRange {
	return {
		min: Math.max(shortestBackOff, steady / 2),
		max: Math.min(
			Math.max(longestBackOff, 2 * steady),
			Math.max(shortestBackOff, steady) * 2 ** failures,
		),
	};
}

/** The pause after so many failures in a row: anything between the bounds, with equal chance (full jitter). */
export function backOff(failures: number, steady: Duration, random: Random): Duration {
	const {min, max} = backOffBounds(failures, steady);
	return min + (max - min) * random();
}

/**
 * The moment at which to ask when nobody may ask before `floor`. What the floor keeps waiting does not all come at
 * once when it is passed, but over one pause.
 */
export function notBefore(
	floor: number,
	due: number,
	context: PollContext,
	interval: Duration,
	random: Random,
): number {
	if (due >= floor) {
		return due;
	}

	return context.prioritized ? floor : floor + regularInterval(context, interval) * random();
}
