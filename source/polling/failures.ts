import type {Problem} from '../core/problem.ts';
import type {Duration} from '../core/time/clock.ts';
import type {PollerOptions, Random, Timing} from './request.ts';

/** The service may not know a new run yet, so rejections end its polls only after this time; those of a known run, later. */
const maxUnknown: Duration = 15_000;
const maxRejected: Duration = 60_000;
/** The limits of the delay after a rejection. They allow several attempts before a run is given up. */
const rejectedPause = {min: 1000, max: 15_000};

/** Failures in a row of a repeated request: either all without an answer, or all rejections of this request. */
export type Failures = {
	readonly areRejections: boolean;
	readonly count: number;
	readonly since: Duration;
	readonly due: Duration;
	readonly isOver: boolean;
};

/** Adds a failure to those before. `isKnown`: the service responded earlier. `interval`: the usual poll interval. */
export function addFailure(
	failures: Failures | null,
	{kind, retriable, retryAfter}: Problem,
	{sentAt, now}: Timing,
	{isKnown, interval}: {readonly isKnown: boolean; readonly interval: Duration},
	{giveUpAfter, random}: Pick<PollerOptions, 'giveUpAfter' | 'random'>,
): Failures {
	const areRejections = kind === 'not-found' || kind === 'forbidden' || (!retriable && !isKnown);
	const before = failures?.areRejections === areRejections ? failures : null;
	const since = before?.since ?? sentAt;
	const count = (before?.count ?? 0) + 1;

	if (areRejections) {
		const limit = since + (isKnown ? maxRejected : maxUnknown);
		const pause = Math.min(Math.max(interval, rejectedPause.min), rejectedPause.max);
		const due = now < limit ? Math.min(now + pause, limit) : now + rejectedPause.max;
		return {areRejections, count, since, due, isOver: giveUpAfter === 0 || sentAt >= limit};
	}

	const due = now + (retryAfter ?? 0) + backOff(count, interval, random);
	return {areRejections, count, since, due, isOver: due - since > giveUpAfter};
}

/**
 * Returns a random delay after a number of failures in a row (full jitter), of 1 s to a minute. It is at least half of
 * `interval`, so that failing requests at most double the rate.
 */
export function backOff(failures: number, interval: Duration, random: Random): Duration {
	const min = Math.max(1000, interval / 2);
	const max = Math.min(Math.max(60_000, 2 * interval), Math.max(1000, interval) * 2 ** failures);
	return min + (max - min) * random();
}
