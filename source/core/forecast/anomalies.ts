import type {Duration, Instant} from '../time/clock.ts';
import type {Run} from '../run.ts';
import {minSamples} from './samples.ts';

/** A pause up to this length is always usual, since a model may have to be loaded again. */
const minPauseLimit: Duration = 90_000;

/** A pause of up to this many poll intervals is always usual. */
const minPolls = 8;

/**
 * The assumed usual pause of a workflow with fewer than `minSamples` earlier runs. It is long, since external models
 * may compute for minutes.
 */
const defaultPause: Duration = 5 * 60_000;

const minPause: Duration = 10_000;

/**
 * A run is stalled if its pause is longer than the usual pause times this factor. Polling delays the detection, but
 * never beyond twice the usual pause.
 */
const stallFactor = 1.75;

const minRunsForLate = 5;
/** A run that has taken less time than this is never late, since a model may have to be loaded again. */
const minLate: Duration = 60_000;

/** How far a value may exceed the largest earlier value and still be usual. All numbers are logarithms of factors. */
type LimitTolerance = {
	/**
	 * The maximum difference between the largest and the second largest value. A larger difference is reduced to it, so
	 * that one outlier changes little.
	 */
	readonly outlierCap: number;
	/** The tolerance per unit of the standard deviation of all values except the largest. */
	readonly perDeviation: number;
	/** The additional tolerance for three earlier values. It decreases with more values. */
	readonly forFew: number;
};

const pauseTolerance: LimitTolerance = {outlierCap: Math.log(10), perDeviation: 2, forFew: 0.5};

/** At most ten of 1,000 healthy runs count as late, even if some take five times as long as others. */
const lateTolerance: LimitTolerance = {outlierCap: Math.log(5), perDeviation: 2, forFew: 1.8};

type WatchedRun = Pick<Run, 'execution' | 'polling' | 'history'>;

/**
 * Returns the longest pause between two steps of a run that is still usual. It depends on the longest pauses of this
 * run and of the earlier runs of its workflow. It is a default if `isUsualPauseKnown` returns false.
 */
export function usualPause({polling, history}: Pick<Run, 'polling' | 'history'>): Duration {
	const {respondedAt, nextPollAt} = polling;
	const pauses = pausesSecOf(history).map(seconds => Math.max(seconds * 1000, minPause));
	const pollInterval = respondedAt === null || nextPollAt === null ? 0 : nextPollAt - respondedAt;
	const byEarlierRuns =
		pauses.length < minSamples ? defaultPause : usualLimit(pauses, pauseTolerance);
	return Math.max(byEarlierRuns, history.longestIdleMs, minPauseLimit, minPolls * pollInterval);
}

export function isUsualPauseKnown({history}: Pick<Run, 'history'>): boolean {
	return pausesSecOf(history).length >= minSamples;
}

function pausesSecOf({earlierRuns}: Run['history']): readonly number[] {
	return earlierRuns.map(({longestIdleSec}) => longestIdleSec).filter(seconds => seconds !== null);
}

/**
 * Returns the time since which a run is stalled (idle for far longer than usual). Null if it is not stalled, or if its
 * usual pause is unknown.
 */
export function stalledSince(run: WatchedRun): Instant | null {
	const since = idleSince(run);
	return since !== null && isUsualPauseKnown(run) ? since : null;
}

/**
 * Returns the time of a running run's last step if the pause since then is far longer than `usualPause`; otherwise
 * null. The pause is measured up to the newest response, so a failed or late poll does not make a run idle.
 */
export function idleSince(run: WatchedRun): Instant | null {
	const {execution, polling, history} = run;
	const {respondedAt, gaveUp} = polling;
	const {movedAt} = history;
	return execution?.phase === 'running' &&
		gaveUp === null &&
		respondedAt !== null &&
		movedAt !== null &&
		// Hot path: most runs have just moved, and `usualPause` is slow.
		respondedAt - movedAt > minPauseLimit &&
		respondedAt - movedAt > stallFactor * usualPause(run)
		? movedAt
		: null;
}

/**
 * Returns the time since which a run is late (it takes far longer than every earlier run of its workflow). Null if it
 * is not late. The result depends on the start of the run, not on when the user began to watch it.
 */
export function lateSince(run: WatchedRun): Instant | null {
	const {earlierRuns} = run.history;
	const running = runningFor(run);
	const startedAt = run.execution?.startedAt ?? null;

	if (
		running === null ||
		running <= minLate ||
		startedAt === null ||
		earlierRuns.length < minRunsForLate
	) {
		return null;
	}

	const limit = Math.max(minLate, 1000 * usualLimit(lengthsSecOf(run), lateTolerance));
	return running > limit ? Math.ceil(startedAt + limit) : null;
}

/**
 * Returns the median seconds of the earlier runs if the run is late or has taken longer than all of them; otherwise
 * null.
 */
export function usualSecIfOverdue(run: WatchedRun): number | null {
	const {earlierRuns} = run.history;
	const running = runningFor(run);
	const isOverdue =
		running !== null &&
		earlierRuns.length >= minSamples &&
		(running > 1000 * Math.max(...lengthsSecOf(run)) || lateSince(run) !== null);
	const sorted = lengthsSecOf(run).toSorted((a, b) => a - b);
	return isOverdue ? (sorted[Math.floor(sorted.length / 2)] ?? null) : null;
}

function lengthsSecOf({history}: WatchedRun): readonly number[] {
	return history.earlierRuns.map(({seconds}) => Math.max(1, seconds));
}

function runningFor({execution, polling: {respondedAt, gaveUp}}: WatchedRun): Duration | null {
	const startedAt = execution?.startedAt ?? null;
	return execution?.phase === 'running' &&
		gaveUp === null &&
		startedAt !== null &&
		respondedAt !== null
		? respondedAt - startedAt
		: null;
}

/** Returns the largest value that is still usual, given at least three earlier values. All values must be positive. */
function usualLimit(
	earlier: readonly number[],
	{outlierCap, perDeviation, forFew}: LimitTolerance,
): number {
	const logs = earlier.map(value => Math.log(value)).toSorted((a, b) => a - b);
	const others = logs.slice(0, -1);
	const largest = Math.min(logs.at(-1) ?? 0, (others.at(-1) ?? 0) + outlierCap);
	const mean = others.reduce((sum, log) => sum + log, 0) / others.length;
	const variance = others.reduce((sum, log) => sum + (log - mean) ** 2, 0) / others.length;
	const uncertainty = perDeviation * Math.sqrt(variance) + forFew * Math.sqrt(3 / logs.length);
	return Math.exp(largest + uncertainty);
}
