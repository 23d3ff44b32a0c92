import type {Phase} from './execution.ts';
import type {Run} from './run.ts';
import type {Duration, Instant} from './time/clock.ts';

/** `waiting`: no response yet. `stalled`: no progress for too long. `late`: much slower than usual, but progressing. */
export type RunState = Phase | 'waiting' | 'stalled' | 'late';

/** The phases of runs, those that most need attention first. A run is `waiting` until the first response. */
export const phasesByUrgency = [
	'failed',
	'running',
	'queued',
	'waiting',
	'other',
	'canceled',
	'succeeded',
] as const satisfies ReadonlyArray<Phase | 'waiting'>;

export function runState(run: Run): RunState {
	if (stalledSince(run) !== null) {
		return 'stalled';
	}

	return lateSince(run) === null ? (run.execution?.phase ?? 'waiting') : 'late';
}

/** Nothing is learned from fewer earlier runs than this. */
export const minSamples = 3;

/** A pause in a run's progress up to this length is always normal, since loading a model can take that long. */
const minPauseLimit: Duration = 90_000;

/** A pause of up to this many poll intervals is always normal, since progress is noticed only by polling. */
const minPolls = 8;

/**
 * The longest normal pause if there are too few earlier runs to learn it from. It is long, since external models may
 * take minutes.
 */
const defaultPause: Duration = 5 * 60_000;

const minPause: Duration = 10_000;

/**
 * A run is stalled if it has made no progress for longer than its longest normal pause times this factor. The program
 * notices that at the next poll. The factor is below 2, so that the stall is usually reported before the pause is
 * twice the longest normal one.
 */
const stallFactor = 1.75;

const minRunsForLate = 5;
/** A run that has taken less time than this never counts as late, since loading a model can take that long. */
const minLate: Duration = 60_000;

/** The largest earlier value counts as at most this many times the second largest, so that one outlier changes little. */
const maxOutlier = 5;

/** How many standard deviations above the largest earlier value are normal. */
const normalDeviations = 2;

/** What is normal beyond that while only three earlier values are known, and ever less with more of them. */
const unknownFactor = {pause: 1.65, duration: 6};

type WatchedRun = Pick<Run, 'execution' | 'polling' | 'samples'>;

/** Returns the longest pause between two steps that is normal, learned from this run and from earlier runs. */
export function usualPause({polling, samples}: Pick<Run, 'polling' | 'samples'>): Duration {
	const {respondedAt, nextPollAt} = polling;
	const pauses = longestPausesSec(samples).map(seconds => Math.max(seconds * 1000, minPause));
	const pollInterval = respondedAt === null || nextPollAt === null ? 0 : nextPollAt - respondedAt;
	const byEarlierRuns =
		pauses.length < minSamples ? defaultPause : usualLimit(pauses, unknownFactor.pause);
	return Math.max(byEarlierRuns, samples.longestIdleMs, minPauseLimit, minPolls * pollInterval);
}

export function isUsualPauseKnown({samples}: Pick<Run, 'samples'>): boolean {
	return longestPausesSec(samples).length >= minSamples;
}

export function longestPausesSec({earlierRuns}: Run['samples']): readonly number[] {
	return earlierRuns.map(({longestIdleSec}) => longestIdleSec).filter(seconds => seconds !== null);
}

/** Returns the time of a stalled run's last step; null if it is not stalled or too few earlier runs are known. */
export function stalledSince(run: WatchedRun): Instant | null {
	const since = idleSince(run);
	return since !== null && isUsualPauseKnown(run) ? since : null;
}

/** Returns the time of the last step if the pause until the newest response is far longer than usual; else null. */
export function idleSince(run: WatchedRun): Instant | null {
	const {movedAt} = run.samples;
	const idle = runningSince(run, movedAt);
	// Hot path: most runs have just moved, and `usualPause` is slow.
	return idle !== null && idle > minPauseLimit && idle > stallFactor * usualPause(run)
		? movedAt
		: null;
}

/**
 * Returns the time since which a run counts as late. A late run takes far longer than every earlier run. Null if it is
 * not late, or if too few earlier runs are known.
 */
export function lateSince(run: WatchedRun): Instant | null {
	const {earlierRuns} = run.samples;
	const startedAt = run.execution?.startedAt ?? null;
	const running = runningSince(run, startedAt);

	if (
		running === null ||
		running <= minLate ||
		startedAt === null ||
		earlierRuns.length < minRunsForLate
	) {
		return null;
	}

	const limit = Math.max(minLate, 1000 * usualLimit(lengthsSecOf(run), unknownFactor.duration));
	return running > limit ? Math.ceil(startedAt + limit) : null;
}

/**
 * Returns the median duration of all earlier runs, in seconds, if this run is late or has taken longer than all of
 * them. Otherwise returns null.
 */
export function usualSecIfOverdue(run: WatchedRun): number | null {
	const {earlierRuns} = run.samples;
	const running = runningSince(run, run.execution?.startedAt ?? null);
	const isOverdue =
		running !== null &&
		earlierRuns.length >= minSamples &&
		(running > 1000 * Math.max(...lengthsSecOf(run)) || lateSince(run) !== null);
	const sorted = lengthsSecOf(run).toSorted((a, b) => a - b);
	return isOverdue ? (sorted[Math.floor(sorted.length / 2)] ?? null) : null;
}

function lengthsSecOf({samples}: WatchedRun): readonly number[] {
	return samples.earlierRuns.map(({seconds}) => Math.max(1, seconds));
}

/** Returns the time from `since` to the newest response of a running run; null if it is not running or not polled. */
function runningSince(
	{execution, polling: {respondedAt, gaveUp}}: WatchedRun,
	since: Instant | null,
): Duration | null {
	const isWatched = execution?.phase === 'running' && gaveUp === null;
	return isWatched && since !== null && respondedAt !== null ? respondedAt - since : null;
}

/**
 * Returns the largest value that still counts as normal, given at least three positive values of earlier runs. Uses
 * logarithms, because values of a workflow differ by factors.
 */
function usualLimit(earlier: readonly number[], factorForFew: number): number {
	const logs = earlier.map(value => Math.log(value)).toSorted((a, b) => a - b);
	const others = logs.slice(0, -1);
	const largest = Math.min(logs.at(-1) ?? 0, (others.at(-1) ?? 0) + Math.log(maxOutlier));
	const mean = others.reduce((sum, log) => sum + log, 0) / others.length;
	const variance = others.reduce((sum, log) => sum + (log - mean) ** 2, 0) / others.length;
	const forFew = Math.log(factorForFew) * Math.sqrt(3 / logs.length);
	return Math.exp(largest + normalDeviations * Math.sqrt(variance) + forFew);
}
