import {isFinalPhase, type Execution} from '../execution.ts';
import {memoizeByObject} from '../memoize.ts';
import {longestPausesSec, minSamples, stalledSince, usualSecIfOverdue} from '../run-state.ts';
import {hasEnded, watchedRuns, type Run, type RunOrderId} from '../run.ts';
import type {Duration, Instant} from '../time/clock.ts';
import {estimateLeft} from './estimators.ts';
import type {RunSamples} from './run-samples.ts';

/** A forecast whose `high` is more than this multiple of its `low` is too wide to be useful. */
export const maxRangeRatio = 10;

/** A forecast that is too wide becomes an upper bound (`low` 0) if its `high` is at most this many seconds. */
const soonSec = 60;

/** A pause that is longer than the usual longest one times this, plus `minPause`, makes a forecast impossible. */
const maxPauseRatio = 1.5;
const minPause: Duration = 10_000;

/** An uncertain duration in seconds: 0 ≤ low ≤ likely ≤ high. */
export type SecondsRange = {
	readonly low: number;
	readonly likely: number;
	readonly high: number;
};

type Forecast = {
	/** Seconds from now until the run starts: 0 after the start, null if unknown. */
	readonly queueSec: SecondsRange | null;
	/** Seconds until the end, from now or, while queued, from the start. Null if stalled, overdue or too uncertain. */
	readonly runSec: SecondsRange | null;
};

type ForecastInput = Pick<Run, 'execution' | 'polling' | 'samples'>;

const zeroRange: SecondsRange = {low: 0, likely: 0, high: 0};

/** Returns the forecast that was made at the newest response, minus the seconds from that response to `now`. */
export function forecast(run: ForecastInput, now: Instant): Forecast {
	const {queueSec, runSec} = forecastAtResponse(run);
	const age = Math.max(0, now - (run.polling.respondedAt ?? now)) / 1000;
	// A queued run has not started, so its duration does not count down.
	const isQueued = run.execution?.phase === 'queued';
	return {
		queueSec: queueSec && countDown(queueSec, age),
		runSec: runSec && usefulRange(isQueued ? runSec : countDown(runSec, age)),
	};
}

/** Returns the likely number of seconds until the end of the run; null if it is unknown. */
export function likelySeconds({queueSec, runSec}: Forecast): number | null {
	return queueSec === null || runSec === null ? null : queueSec.likely + runSec.likely;
}

/**
 * Returns when the last of the unfinished watched runs that can be forecast probably ends, and how many cannot be forecast. Null
 * if none can be. The time is rounded up, the more the later it is, so that it does not change with each poll.
 */
export const allDone = memoizeByObject((runs: ReadonlyMap<RunOrderId, Run>, now: Instant) => {
	const left = watchedRuns(runs)
		.filter(run => !hasEnded(run))
		.map(run => (run.polling.gaveUp === null ? likelySeconds(forecast(run, now)) : null));
	const known = left.filter(seconds => seconds !== null);
	const latestSec = Math.max(...known);
	const stepMs = 60_000 * (latestSec < 600 ? 1 : latestSec < 3600 ? 5 : 15);
	return known.length === 0
		? null
		: {
				at: Math.ceil((now + 1000 * latestSec) / stepMs) * stepMs,
				unknown: left.length - known.length,
			};
});

const forecastAtResponse = memoizeByObject((run: ForecastInput): Forecast => {
	const {execution, polling, samples} = run;

	if (execution === null || polling.respondedAt === null) {
		return {queueSec: null, runSec: null};
	}

	if (isFinalPhase(execution.phase)) {
		return {queueSec: zeroRange, runSec: zeroRange};
	}

	if (execution.phase === 'running') {
		return {queueSec: zeroRange, runSec: runTimeLeft(run, execution, polling.respondedAt)};
	}

	const queueSec = waitLeft(execution, samples);
	// A run with an unknown status may have started long ago, unless it is in the queue.
	const isQueued = execution.phase === 'queued' || queueSec !== null;
	return {
		queueSec,
		runSec:
			isQueued && samples.earlierRuns.length >= minSamples
				? estimateLeft(samples.earlierRuns, {percent: null, elapsed: 0, course: []})
				: null,
	};
});

function runTimeLeft(
	run: ForecastInput,
	{progressPercent: percent, startedAt}: Execution,
	respondedAt: Instant,
): SecondsRange | null {
	const {earlierRuns, progress, stalledMs} = run.samples;
	const steps = progress.filter(sample => sample.percent > 0);

	if (
		startedAt === null ||
		// The start is a sample too.
		earlierRuns.length + steps.length + 1 < minSamples ||
		stalledSince(run) !== null ||
		usualSecIfOverdue(run) !== null ||
		isPausedLong(run.samples, respondedAt)
	) {
		return null;
	}

	const elapsed = Math.max(0, respondedAt - startedAt - stalledMs) / 1000;
	const course = progress.map(
		({at, percent: had}) => [had, Math.max(0, at - startedAt - stalledMs) / 1000] as const,
	);
	return estimateLeft(earlierRuns, {percent, elapsed, course});
}

/** Predicts the seconds left in the queue: the service's estimate, corrected by its errors in earlier runs. */
function waitLeft(
	{estimatedWaitSec: estimated}: Execution,
	{earlierRuns}: RunSamples,
): SecondsRange | null {
	const ratios = earlierRuns
		.flatMap(({waitRatio}) => waitRatio ?? [])
		.slice(-8)
		.toSorted((a, b) => a - b);
	const usual = ratios[Math.floor(ratios.length / 2)] ?? 1;
	const wider = ratios.length === 0 ? 1 : 1.1;
	return estimated === null
		? null
		: {
				low: (estimated * (ratios[0] ?? 1)) / wider,
				likely: estimated * usual,
				high: estimated * (ratios.at(-1) ?? 1) * wider,
			};
}

function countDown({low, likely, high}: SecondsRange, elapsedSec: number): SecondsRange {
	return {
		low: Math.max(0, low - elapsedSec),
		likely: Math.max(0, likely - elapsedSec),
		high: Math.max(0, high - elapsedSec),
	};
}

/**
 * Returns null for a range that is too wide to be useful. But if its `high` is at most `soonSec`, returns it with `low`
 * 0, as an upper bound.
 */
function usefulRange(range: SecondsRange): SecondsRange | null {
	return range.high <= maxRangeRatio * range.low
		? range
		: range.high <= soonSec
			? {...range, low: 0}
			: null;
}

/**
 * Reports whether the run pauses longer than most runs of its workflow ever do: then nobody knows how much is left. Too few
 * earlier runs do not show which pauses are usual.
 */
function isPausedLong(samples: RunSamples, at: Instant): boolean {
	const {movedAt, longestIdleMs} = samples;
	const pauses = longestPausesSec(samples).toSorted((a, b) => a - b);
	const usualSec = pauses.length < minSamples ? 0 : (pauses[Math.floor(pauses.length * 0.75)] ?? 0);
	const usual = Math.max(longestIdleMs, 1000 * usualSec);
	return movedAt !== null && at - movedAt > maxPauseRatio * usual + minPause;
}
