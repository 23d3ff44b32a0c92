import type {Instant} from './clock.ts';
import {fewestSamples, type Pace} from './pace.ts';
import {isFinal, type Execution, type Run} from './run.ts';

/** A time that is not known exactly, in seconds. */
export type SecondsRange = {
	readonly low: number;
	readonly likely: number;
	readonly high: number;
};

/** How long a run will take from now on, in two parts that come from different sources. Never negative. */
export type Forecast = {
	/** Seconds until the run starts, by the service's own estimate; 0 once it runs, null while the service says nothing. */
	readonly queueSec: number | null;
	/** Seconds that the run will go on once it runs; null while that is still being learnt. */
	readonly runSec: SecondsRange | null;
};

const over: Forecast = {queueSec: 0, runSec: {low: 0, likely: 0, high: 0}};

/** How uncertain a time is that rests on nothing but the mean speed since the start: half as long to twice as long. */
const vagueness = 2;

/** In seconds. A run that would take longer has hardly begun; the bound keeps a speed of next to nothing finite. */
const longest = 30 * 86_400;

/**
 * What is to be expected of a run. What an answer said is counted down from the moment it came, so a forecast goes
 * on between two answers.
 */
export function forecast(
	{execution, pace, feed}: Pick<Run, 'execution' | 'pace' | 'feed'>,
	now: Instant,
): Forecast {
	if (execution === null || feed.answeredAt === null) {
		return {queueSec: null, runSec: null};
	}

	if (isFinal(execution.phase)) {
		return over;
	}

	const age = Math.max(0, now - feed.answeredAt) / 1000;
	const wait = execution.queue?.estimatedWaitSec ?? null;
	const left = runTime(execution, pace, feed.answeredAt);
	return {
		queueSec: execution.phase === 'running' ? 0 : wait === null ? null : Math.max(0, wait - age),
		runSec: left === null ? null : countDown(left, age),
	};
}

/** Seconds until the run is over, most likely; null while one of the parts is not known. */
export function likelySeconds({queueSec, runSec}: Forecast): number | null {
	return queueSec === null || runSec === null ? null : queueSec + runSec.likely;
}

/** The time a run had left when it was last heard of. */
function runTime(execution: Execution, pace: Pace, heardAt: Instant): SecondsRange | null {
	const percent = execution.progressPercent;

	if (percent === null) {
		return null;
	}

	const left = Math.max(0, 100 - percent);
	const recent = recentSpeeds(pace, percent, heardAt);
	const mean = meanSpeed(execution, percent, heardAt);

	const at = (speed: number): number => (left === 0 ? 0 : Math.min(left / speed, longest));

	if (recent !== null) {
		return {
			low: at(Math.max(recent.high, mean ?? 0)),
			likely: at(recent.middle),
			high: at(Math.min(recent.low, mean ?? Infinity)),
		};
	}

	return mean === null
		? null
		: {low: at(mean * vagueness), likely: at(mean), high: at(mean / vagueness)};
}

/**
 * Speeds in percent a second between any two of the samples: the median and the quartiles, which a single leap or
 * pause does not move (the slope of Theil and Sen). That no progress came since the last sample counts as well.
 */
function recentSpeeds(
	pace: Pace,
	percent: number,
	heardAt: Instant,
): {readonly low: number; readonly middle: number; readonly high: number} | null {
	const last = pace.at(-1);

	if (last === undefined || pace.length < fewestSamples) {
		return null;
	}

	const samples = heardAt > last.at ? [...pace, {at: heardAt, percent}] : pace;
	const speeds: number[] = [];

	for (const [index, from] of samples.entries()) {
		for (const to of samples.slice(index + 1)) {
			speeds.push(((to.percent - from.percent) * 1000) / (to.at - from.at));
		}
	}

	speeds.sort((a, b) => a - b);
	const quantile = (share: number): number => speeds[Math.round((speeds.length - 1) * share)] ?? 0;
	return {low: quantile(0.25), middle: quantile(0.5), high: quantile(0.75)};
}

/** Percent a second since the run started; null while it has not visibly begun. */
function meanSpeed({startedAt}: Execution, percent: number, heardAt: Instant): number | null {
	return startedAt === null || percent <= 0 || heardAt <= startedAt
		? null
		: (percent * 1000) / (heardAt - startedAt);
}

function countDown({low, likely, high}: SecondsRange, age: number): SecondsRange {
	return {
		low: Math.max(0, low - age),
		likely: Math.max(0, likely - age),
		high: Math.max(0, high - age),
	};
}
