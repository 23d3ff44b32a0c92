import type {Duration, Instant} from '../time/clock.ts';
import type {Run} from '../run.ts';
import {minSamples} from './samples.ts';

/** A shorter pause is always usual, since a model may have to be loaded again. */
const minPauseLimit: Duration = 90_000;

/** A pause of this many polls is always usual. */
const minPolls = 8;

/** The usual pause of a workflow with too few earlier runs: external models may compute for minutes. */
const defaultPause: Duration = 5 * 60_000;

/** Shorter pauses count as this long. */
const minPause: Duration = 10_000;

/** A run is stalled after this multiple of the usual pause. Polling adds to it, but never up to twice. */
const stallFactor = 1.75;

/** Runs are late only with this many earlier runs, and after this time, since a model may have to be loaded again. */
const minRunsForLate = 5;
const minLate: Duration = 60_000;

/** How far, as logarithms, a value may exceed the largest of some earlier ones and still be usual. */
type LimitTolerance = {
	/** Limits by how much the largest value exceeds the second largest, so that one outlier changes little. */
	readonly outlierCap: number;
	/** Per unit of the standard deviation of the others. */
	readonly perDeviation: number;
	/** For three earlier values; less for more. */
	readonly forFew: number;
};

const pauseTolerance: LimitTolerance = {outlierCap: Math.log(10), perDeviation: 2, forFew: 0.5};

/** Few of a thousand healthy runs are late by this, even if some take five times as long as others. */
const lateTolerance: LimitTolerance = {outlierCap: Math.log(5), perDeviation: 2, forFew: 1.8};

type WatchedRun = Pick<Run, 'execution' | 'polling' | 'history'>;

/**
 * The longest usual pause between two steps of a run, from the longest pauses of earlier runs of its workflow and of the
 * run itself. A guess unless `isUsualPauseKnown`.
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

/** Since when a run is stalled: idle for far longer than is known to be usual. Null if it is not. */
export function stalledSince(run: WatchedRun): Instant | null {
	const since = idleSince(run);
	return since !== null && isUsualPauseKnown(run) ? since : null;
}

/**
 * Since when a running run has reported no step for far longer than `usualPause`. Null if it has, or if no response came:
 * a poll that fails or is late does not make a run idle.
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
 * Since when a run is late: running for far longer than every earlier run of its workflow. Null if it is not. Depends on
 * when the run started and not on when it was first watched.
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

/** The median length of earlier runs in seconds, if the run is late or longer than each of them; null if not. */
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

/** How long the run had been running at the newest response; null unless it is running and polled. */
function runningFor({execution, polling: {respondedAt, gaveUp}}: WatchedRun): Duration | null {
	const startedAt = execution?.startedAt ?? null;
	return execution?.phase === 'running' &&
		gaveUp === null &&
		startedAt !== null &&
		respondedAt !== null
		? respondedAt - startedAt
		: null;
}

/** The largest usual value after at least three earlier ones. All are positive. */
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
