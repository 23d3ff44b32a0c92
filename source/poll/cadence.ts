import type {Duration} from '../domain/clock.ts';
import type {Phase, QueueInfo} from '../domain/run.ts';

/** A number from 0 (included) to 1 (excluded), like `Math.random`. It is passed in, so that tests choose it. */
export type Random = () => number;

/** What the pause between two polls of a healthy run hangs on. */
export type Standing = {
	/** Null before the first answer. */
	readonly phase: Phase | null;
	readonly queue: QueueInfo | null;
	/** Whether the reader looks at this run. */
	readonly attended: boolean;
};

/** How much a healthy pause varies to either side, so that runs which fell into step part again. */
const scatter = 0.1;

/**
 * So many moments in an interval, each a fortieth of a second long where it is two, are those at which healthy runs are asked: those that
 * come shortly one after the other go out together. To wake up and to send costs more than all that is done with an answer.
 */
const momentsOfAnInterval = 80;

/** A queued run is asked this much less often than a running one. */
const queuedFactor = 2.5;

/** Parts into which the service's own estimate of the wait is cut. */
const pollsOfAWait = 4;

/** With the scatter added it stays below 15 s, which is as long as a start may go unseen. */
const longestQueuedPause: Duration = 13_500;

const shortestBackOff: Duration = 1000;
const longestBackOff: Duration = 60_000;

/** A run that the engine does not know yet is not asked for more often than this. */
const shortestUnknownPause: Duration = 1000;

/** The pause between two polls of a run that answers, in milliseconds, before it is scattered. */
export function steadyPause({phase, queue, attended}: Standing, interval: Duration): Duration {
	if (phase !== 'queued' || attended) {
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

/** The pause after an answer. The run that is looked at is never asked later than the interval. */
export function pauseAfterAnswer(standing: Standing, interval: Duration, random: Random): Duration {
	const steady = steadyPause(standing, interval);
	return standing.attended ? steady : steady * (1 - scatter + 2 * scatter * random());
}

/** The moment at which a healthy run is asked that is due then. The run that is looked at does not wait for others. */
export function together(due: Duration, {attended}: Standing, interval: Duration): Duration {
	const step = interval / momentsOfAnInterval;
	return attended ? due : Math.round(due / step) * step;
}

/** The pause while the engine does not know the run yet. */
export function pauseWhileUnknown(interval: Duration): Duration {
	return Math.max(interval, shortestUnknownPause);
}

/**
 * The bounds of the pause after so many failures in a row, for something that is asked every `steady` milliseconds
 * when all is well. The lower bound and the first upper bound hang on `steady`, because a crowd of clients must not
 * ask at more than twice its normal rate, not even when all of them failed in the same moment.
 */
export function backOffBounds(
	failures: number,
	steady: Duration,
): {readonly least: Duration; readonly most: Duration} {
	return {
		least: Math.max(shortestBackOff, steady / 2),
		most: Math.min(
			Math.max(longestBackOff, 2 * steady),
			Math.max(shortestBackOff, steady) * 2 ** failures,
		),
	};
}

/** The pause after so many failures in a row: anything between the bounds, with equal chance (full jitter). */
export function backOff(failures: number, steady: Duration, random: Random): Duration {
	const {least, most} = backOffBounds(failures, steady);
	return least + (most - least) * random();
}

/**
 * The moment at which to ask when nobody may ask before `floor`. What the floor keeps waiting does not all come at
 * once when it is passed, but over one pause.
 */
export function liftOver(
	floor: number,
	due: number,
	standing: Standing,
	interval: Duration,
	random: Random,
): number {
	if (due >= floor) {
		return due;
	}

	return standing.attended ? floor : floor + steadyPause(standing, interval) * random();
}
