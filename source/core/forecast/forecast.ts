import {calibrate} from './calibration.ts';
import type {Instant} from '../time/clock.ts';
import {hasRisen, secondsToFront, estimateBias} from './queue-wait.ts';
import {remainingByProfiles, remainingByDuration} from './earlier-runs.ts';
import {usualSecIfOverdue} from './late.ts';
import {minSamples, recentSamples, type ProgressSamples} from './progress-samples.ts';
import type {Run} from '../run.ts';
import {isFinal, type Execution} from '../execution.ts';
import {countDown, usefulRange, type SecondsRange} from './seconds-range.ts';
import {stalledSince} from './stall.ts';
import {estimateSpeed} from './trend.ts';

/** How long a run will take from now on, in two parts that come from different sources. */
export type Forecast = {
	/**
	 * Seconds until the run starts: the service's own estimate, corrected by how it and the place in the queue have gone
	 * down so far. 0 once it runs; null while nothing tells.
	 */
	readonly queueSec: SecondsRange | null;
	/**
	 * Seconds that the run will go on once it runs; null while too little is known, while it is stalled or longer than
	 * usual, and where the range would be too wide.
	 */
	readonly runSec: SecondsRange | null;
};

type Heard = Pick<Run, 'execution' | 'progressSamples' | 'polling' | 'history'>;

const nothing: SecondsRange = {low: 0, likely: 0, high: 0};

/** How uncertain a time is that rests on nothing but this run's own progress: half as long to twice as long. */
const vagueness = 2;

/** However even the progress was so far, the rest of it may be by so much slower or faster. */
const minDoubt = 1.15;

/** Within this factor what the service says and what one sees is the same: places and seconds are whole numbers. */
const honest = 1.25;

/** Beyond this multiple of the longest pause in the window, a pause predicts nothing about its end. */
const unusual = 3;

/** In seconds. A run that would take longer has hardly begun; the bound keeps a speed of next to nothing finite. */
const longest = 30 * 86_400;

/** Of each run that was asked for, as of its newest answer: only the countdown hangs on the time. */
const known = new WeakMap<Heard, Forecast>();

/**
 * What is to be expected of a run. What an answer said is counted down from the moment it came, so a forecast goes
 * on between two answers.
 */
export function forecast(run: Heard, now: Instant): Forecast {
	const {respondedAt} = run.polling;
	const heard = known.get(run) ?? asOfAnswer(run);
	known.set(run, heard);

	if (respondedAt === null) {
		return heard;
	}

	const age = Math.max(0, now - respondedAt) / 1000;
	const {queueSec, runSec} = heard;
	return {
		queueSec: queueSec === null ? null : countDown(queueSec, age),
		// The time of a run that waits does not pass yet.
		runSec:
			runSec === null || run.execution?.phase === 'queued'
				? runSec
				: usefulRange(countDown(runSec, age)),
	};
}

/** Seconds until the run is over, most likely; null while one of the parts is not known. */
export function likelySeconds({queueSec, runSec}: Forecast): number | null {
	return queueSec === null || runSec === null ? null : queueSec.likely + runSec.likely;
}

function asOfAnswer(run: Heard): Forecast {
	const {execution, progressSamples, polling, history} = run;
	const {earlierRuns} = history;

	if (execution === null || polling.respondedAt === null) {
		return {queueSec: null, runSec: null};
	}

	if (isFinal(execution.phase)) {
		return {queueSec: nothing, runSec: nothing};
	}

	if (execution.phase === 'running') {
		const isKnown = stalledSince(run) === null && usualSecIfOverdue(run) === null;
		const left = isKnown
			? timeLeft(execution, progressSamples, history, polling.respondedAt)
			: null;
		return {
			queueSec: nothing,
			runSec: left === null ? null : usefulRange(calibrate(left, earlierRuns)),
		};
	}

	const length = earlierRuns.length < minSamples ? null : remainingByDuration(earlierRuns, 0);
	return {
		queueSec: waitLeft(execution, history),
		runSec: length === null ? null : usefulRange(calibrate(length, earlierRuns)),
	};
}

/** The service's estimate, and what it comes to when the wait has gone down slower, or the queue has moved so far. */
function waitLeft(
	{estimatedWaitSec: told}: Execution,
	{waits, places}: Run['history'],
): SecondsRange | null {
	const byPlaces = secondsToFront(places);

	if (told === null) {
		return byPlaces === null
			? null
			: {low: byPlaces / vagueness, likely: byPlaces, high: byPlaces * vagueness};
	}

	if (hasRisen(waits) || hasRisen(places)) {
		return {low: told, likely: told, high: told * vagueness};
	}

	const seen = told * (estimateBias(waits) ?? 1);
	const others = [seen, ...(byPlaces === null ? [] : [byPlaces])];
	const all = [told, ...others.filter(other => other > told * honest || other * honest < told)];
	return {
		low: Math.max(0, Math.min(...all)),
		likely: Math.max(0, told, all.includes(seen) ? seen : 0),
		high: Math.max(0, ...all),
	};
}

/** The time a run had left when it was last heard of. */
function timeLeft(
	execution: Execution,
	progressSamples: ProgressSamples,
	{earlierRuns}: Run['history'],
	heardAt: Instant,
): SecondsRange | null {
	const {progressPercent: percent, startedAt} = execution;
	const start = startedAt === null || startedAt >= heardAt ? null : startedAt;

	if (percent === null) {
		return earlierRuns.length < minSamples || start === null
			? null
			: remainingByDuration(earlierRuns, (heardAt - start) / 1000);
	}

	const path = withStart(progressSamples, start);

	if (earlierRuns.length + path.length < minSamples) {
		return null;
	}

	const recent = recentSamples(progressSamples);
	const byEarlier = remainingByProfiles(earlierRuns, recent, percent, heardAt);
	const byTrend = isPaused(recent, heardAt) ? null : leftByTrend(recent, start, percent, heardAt);

	if (byEarlier === null || earlierRuns.length >= minSamples || byTrend === null) {
		return byEarlier ?? byTrend;
	}

	// One or two earlier runs and this one's own progress count alike.
	return {
		low: Math.min(byEarlier.low, byTrend.low),
		likely: Math.sqrt(byEarlier.likely * byTrend.likely),
		high: Math.max(byEarlier.high, byTrend.high),
	};
}

/** A run is at 0 % when it starts, which is a sample as well. */
function withStart(progressSamples: ProgressSamples, start: Instant | null): ProgressSamples {
	const [first] = progressSamples;
	return start === null || first === undefined || first.percent <= 0 || first.at <= start
		? progressSamples
		: [{at: start, percent: 0}, ...progressSamples];
}

/** What is left at the speed of late; what it did from its start on makes that less certain. */
function leftByTrend(
	window: ProgressSamples,
	start: Instant | null,
	percent: number,
	heardAt: Instant,
): SecondsRange | null {
	const rest = Math.max(0, 100 - percent);
	const mean = start === null || percent <= 0 ? null : (percent * 1000) / (heardAt - start);
	const speeds = window.length < minSamples ? null : estimateSpeed(window, heardAt);
	const at = (speed: number): number => (rest === 0 ? 0 : Math.min(rest / speed, longest));

	if (speeds !== null) {
		return {
			low: at(Math.max(speeds.high, mean ?? 0) * minDoubt),
			likely: at(speeds.middle),
			high: at(Math.min(speeds.low, mean ?? Infinity) / minDoubt),
		};
	}

	return mean === null
		? null
		: {low: at(mean * vagueness), likely: at(mean), high: at(mean / vagueness)};
}

/** Whether it has stood still for far longer than ever in its window. */
function isPaused(window: ProgressSamples, heardAt: Instant): boolean {
	const pauses = window.slice(1).map(({at}, index) => at - (window[index]?.at ?? at));
	const idle = heardAt - (window.at(-1)?.at ?? heardAt);
	return pauses.length > 0 && idle > unusual * Math.max(...pauses);
}
