import {isFinalPhase, type Execution} from '../execution.ts';
import {memoizeByObject} from '../memoize.ts';
import {hasEnded, type Run} from '../run.ts';
import type {Instant} from '../time/clock.ts';
import {stalledSince, usualSecIfOverdue} from './anomalies.ts';
import {remainingByDuration, remainingByProfiles} from './run-profile.ts';
import {
	estimateBias,
	estimateSpeed,
	hasRisen,
	minSamples,
	recentSamples,
	secondsToFront,
	type ProgressSamples,
} from './samples.ts';
import {calibrate, countDown, usefulRange, type SecondsRange} from './seconds-range.ts';

/** A prediction that rests on a single number has a range from half of that number to twice that number. */
const singleSourceFactor = 2;

/** Even after steady progress, the remaining part of a run may be slower or faster by this factor. */
const speedFactor = 1.15;

/**
 * The queue wait is estimated by the service and by this program. If the two differ by less than this factor, the
 * estimate of this program is ignored: both are rounded, so such a small difference means nothing.
 */
const tolerance = 1.25;

/**
 * If the current pause of the progress is more than this many times as long as its longest recent pause, the recent
 * speed is not used.
 */
const maxPauseRatio = 3;

/** The longest predicted remaining time, in seconds. It is reached if the speed is close to 0. */
const maxRunSec = 30 * 86_400;

export type Forecast = {
	/** Seconds from now until the run starts: 0 after the start, null if unknown. */
	readonly queueSec: SecondsRange | null;
	/** Seconds until the end, from now or, while queued, from the start. Null if stalled, overdue or too uncertain. */
	readonly runSec: SecondsRange | null;
};

type ForecastInput = Pick<Run, 'execution' | 'progressSamples' | 'polling' | 'history'>;

const zeroRange: SecondsRange = {low: 0, likely: 0, high: 0};

/** Returns the forecast that was made at the newest response, minus the seconds from that response to `now`. */
export function forecast(run: ForecastInput, now: Instant): Forecast {
	const {respondedAt} = run.polling;
	const atResponse = forecastAtResponse(run);

	if (respondedAt === null) {
		return atResponse;
	}

	const age = Math.max(0, now - respondedAt) / 1000;
	const {queueSec, runSec} = atResponse;
	return {
		queueSec: queueSec === null ? null : countDown(queueSec, age),
		// A queued run has not started, so its duration does not count down.
		runSec:
			runSec === null || run.execution?.phase === 'queued'
				? runSec
				: usefulRange(countDown(runSec, age)),
	};
}

export function likelySeconds({queueSec, runSec}: Forecast): number | null {
	return queueSec === null || runSec === null ? null : queueSec.likely + runSec.likely;
}

/** Returns when the last of the unfinished runs probably ends. Null if none is unfinished, or one has no forecast. */
export function allDoneAt(runs: Iterable<Run>, now: Instant): Instant | null {
	let end: Instant | null = null;

	for (const run of runs) {
		if (hasEnded(run)) {
			continue;
		}

		const seconds = run.polling.gaveUp === null ? likelySeconds(forecast(run, now)) : null;

		if (seconds === null) {
			return null;
		}

		end = Math.max(end ?? 0, now + seconds * 1000);
	}

	return end;
}

const forecastAtResponse = memoizeByObject((run: ForecastInput): Forecast => {
	const {execution, polling, history} = run;
	const {earlierRuns} = history;

	if (execution === null || polling.respondedAt === null) {
		return {queueSec: null, runSec: null};
	}

	if (isFinalPhase(execution.phase)) {
		return {queueSec: zeroRange, runSec: zeroRange};
	}

	const isRunning = execution.phase === 'running';
	const queueSec = isRunning ? zeroRange : waitLeft(execution, history);
	// A run with an unknown status may have started long ago, unless it is in the queue.
	const isQueued = execution.phase === 'queued' || queueSec !== null;
	const left = isRunning
		? runTimeLeft(run, execution, polling.respondedAt)
		: isQueued
			? remainingByDuration(earlierRuns, 0)
			: null;
	return {
		queueSec,
		runSec: left === null ? null : usefulRange(calibrate(left, earlierRuns)),
	};
});

/**
 * Predicts the seconds left in the queue; null if unknown. The range contains the service's estimate. Two other
 * estimates widen the range if they clearly differ from it: the service's, corrected by its past errors, and one from
 * the speed of the queue. Both are ignored if the service's estimate or the queue position has risen.
 */
function waitLeft(
	{estimatedWaitSec: estimated}: Execution,
	{waits, places}: Run['history'],
): SecondsRange | null {
	const byPlaces = secondsToFront(places);

	if (estimated === null) {
		return byPlaces === null ? null : around(byPlaces);
	}

	if (hasRisen(waits) || hasRisen(places)) {
		return {low: estimated, likely: estimated, high: estimated * singleSourceFactor};
	}

	const observed = estimated * (estimateBias(waits) ?? 1);
	const others = [observed, ...(byPlaces === null ? [] : [byPlaces])];
	const all = [
		estimated,
		...others.filter(other => other > estimated * tolerance || other * tolerance < estimated),
	];
	return {
		low: Math.max(0, Math.min(...all)),
		likely: Math.max(0, estimated, all.includes(observed) ? observed : 0),
		high: Math.max(0, ...all),
	};
}

function runTimeLeft(
	run: ForecastInput,
	{progressPercent: percent, startedAt}: Execution,
	respondedAt: Instant,
): SecondsRange | null {
	if (stalledSince(run) !== null || usualSecIfOverdue(run) !== null) {
		return null;
	}

	const {
		progressSamples,
		history: {earlierRuns},
	} = run;
	const start = startedAt === null || startedAt >= respondedAt ? null : startedAt;

	if (percent === null) {
		return start === null ? null : remainingByDuration(earlierRuns, (respondedAt - start) / 1000);
	}

	const [first] = progressSamples;
	// The known start is a sample too: 0 % at that time.
	const hasStart = start !== null && first !== undefined && first.percent > 0 && first.at > start;

	if (earlierRuns.length + progressSamples.length + (hasStart ? 1 : 0) < minSamples) {
		return null;
	}

	const recent = recentSamples(progressSamples);
	const byEarlier = remainingByProfiles(earlierRuns, {recent, percent, respondedAt});
	return byEarlier !== null || isPaused(recent, respondedAt)
		? byEarlier
		: leftByTrend(recent, start, percent, respondedAt);
}

/**
 * Predicts the seconds left from the recent speed. The mean speed since the start widens the range, or replaces the
 * recent speed if that is unknown. Null if both are unknown.
 */
function leftByTrend(
	recent: ProgressSamples,
	start: Instant | null,
	percent: number,
	respondedAt: Instant,
): SecondsRange | null {
	const rest = Math.max(0, 100 - percent);
	const mean = start === null || percent <= 0 ? null : (percent * 1000) / (respondedAt - start);
	const speeds = estimateSpeed(recent, respondedAt);
	const at = (speed: number): number => (rest === 0 ? 0 : Math.min(rest / speed, maxRunSec));

	if (speeds !== null) {
		return {
			low: at(Math.max(speeds.high, mean ?? 0) * speedFactor),
			likely: at(speeds.middle),
			high: at(Math.min(speeds.low, mean ?? Infinity) / speedFactor),
		};
	}

	return mean === null ? null : around(at(mean));
}

function around(likely: number): SecondsRange {
	return {low: likely / singleSourceFactor, likely, high: likely * singleSourceFactor};
}

function isPaused(recent: ProgressSamples, respondedAt: Instant): boolean {
	const pauses = recent.slice(1).map(({at}, index) => at - (recent[index]?.at ?? at));
	const idle = respondedAt - (recent.at(-1)?.at ?? respondedAt);
	return pauses.length > 0 && idle > maxPauseRatio * Math.max(...pauses);
}
