import type {Instant} from '../time/clock.ts';
import {minSamples, type ProgressSamples} from './samples.ts';
import type {MissRates, SecondsRange} from './seconds-range.ts';

/**
 * The number of equal parts into which a run's time is divided. The progress curve has a value at each boundary between
 * two parts.
 */
export const profileParts = 24;

/** The weight of a run relative to the next newer run, since workflows change. */
const agePenalty = 0.88;

/**
 * When the speeds of two runs are compared, about half of the difference counts after this share of the earlier run's
 * time.
 */
const speedPrior = 0.2;

/** A comparison of speeds has half of its full weight after this share of the earlier run's time. */
const minEvidence = 0.015;

/** The usual spread of the durations of a workflow's runs, as a logarithm. */
const usualSpread = 0.15;

/** An earlier run has about a third of the full weight if its speed differs by this logarithm. */
const similarityScale = 0.3;
const minSimilarity = 0.03;

/** The part of a difference in speed that is ignored: this many seconds plus `ignoredShare` of the run's duration. */
const ignoredSec = 2;
const ignoredShare = 0.05;

const minLengthSec = 0.01;

/**
 * The exponent by which shorter runs have more weight in the likely value. Reason: a workflow may have short and long
 * runs, and a short run can be recognized only at its end.
 */
const shortRunPreference = 2.5;

const tailQuantile = 0.1;

/** The minimum factor by which the next run may differ from its prediction. */
const minUncertainty = 1.05;
/** This number, divided by the number of earlier runs, is added to `minUncertainty`. */
const uncertaintyOfOne = 0.7;

/** The data of a finished run that the forecasts of its workflow use. */
export type RunProfile = {
	/** The duration from start to end. */
	readonly seconds: number;
	/**
	 * The progress in percent after 1/24, 2/24 … 23/24 of the time, ascending; null if unknown. Progress is not
	 * proportional to time: a model may load for a minute at 0 %.
	 */
	readonly curve: readonly number[] | null;
	/** The longest pause between two steps; null if the run was watched for too short a time. */
	readonly longestIdleSec: number | null;
	/** The end time; undefined if unknown. A run without an end time counts as the oldest. */
	readonly endedAt?: Instant;
	readonly missed?: MissRates;
};

/**
 * The remaining seconds that one earlier run predicts, and the weight of that run. For the likely value, the weight is
 * multiplied by `likelyFactor`.
 */
type Estimate = {readonly left: number; readonly weight: number; readonly likelyFactor: number};

type Position = {
	readonly recent: ProgressSamples;
	readonly percent: number;
	readonly respondedAt: Instant;
};

/** Predicts the remaining seconds from how earlier runs continued after the same percent; null without earlier runs. */
export function remainingByProfiles(
	earlierRuns: readonly RunProfile[],
	position: Position,
): SecondsRange | null {
	const prior = speedPrior * Math.min(1, (usualSpread / spreadOf(earlierRuns)) ** 2);
	const estimates = earlierRuns.map((run, index) => {
		const {left, similarity} = compare(run, position, prior);
		const weight = agePenalty ** (earlierRuns.length - 1 - index) * similarity;
		return {left, weight, likelyFactor: Math.max(minLengthSec, run.seconds) ** -shortRunPreference};
	});
	return rangeOf(estimates, earlierRuns.length, Math.max(0, idleSeconds(position)));
}

/**
 * Predicts the remaining seconds from the earlier runs that took longer than `elapsed` seconds; null without such runs.
 */
export function remainingByDuration(
	earlierRuns: readonly RunProfile[],
	elapsed: number,
): SecondsRange | null {
	const longer = earlierRuns.filter(({seconds}) => seconds > elapsed);
	const estimates = longer.map(({seconds}, index) => ({
		left: seconds - elapsed,
		weight: agePenalty ** (longer.length - 1 - index),
		likelyFactor: 1,
	}));
	return rangeOf(estimates, longer.length, 0);
}

/**
 * Returns the mean deviation of the logarithms of the durations. With few runs, the result is close to `usualSpread`.
 */
function spreadOf(earlierRuns: readonly RunProfile[]): number {
	const logs = earlierRuns.map(({seconds}) => Math.log(Math.max(1, seconds)));
	const mean = logs.reduce((sum, log) => sum + log, 0) / logs.length;
	const deviation = logs.reduce((sum, log) => sum + Math.abs(log - mean), 0);
	return (deviation + usualSpread) / logs.length;
}

/**
 * Compares a run with an earlier run. `left` is the remaining seconds if the rest takes as long as in the earlier run,
 * scaled by the difference in speed so far. `similarity` decreases with this difference, and if the current pause is
 * longer than in the earlier run.
 */
function compare(
	run: RunProfile,
	position: Position,
	prior: number,
): {readonly left: number; readonly similarity: number} {
	const {recent, percent} = position;
	const seconds = Math.max(minLengthSec, run.seconds);
	const last = recent.at(-1);
	// Skips the first sample, since the run may have reached its percent long before it was watched.
	const first = recent.length < minSamples ? last : recent[1];
	const reached = shareAtReaching(run, percent);
	const left = Math.max(reached, shareAtLeaving(run, percent));
	const idle = idleSeconds(position);
	const took = first === undefined || last === undefined ? 0 : (last.at - first.at) / 1000;
	const tookEarlier = Math.max(
		0,
		seconds * (reached - shareAtReaching(run, first?.percent ?? percent)),
	);
	const evidence = tookEarlier === 0 ? 0 : tookEarlier / (tookEarlier + minEvidence * seconds);
	const slowness = ((took + prior * seconds) / (tookEarlier + prior * seconds)) ** evidence;
	const overdue = Math.max(0, idle - seconds * (left - reached));
	const ignored = ignoredShare * seconds + ignoredSec;
	const difference = Math.log((took + overdue + ignored) / (tookEarlier + ignored));
	return {
		left: Math.max(
			seconds * (1 - reached) * slowness - Math.max(0, idle),
			seconds * (1 - left) * slowness,
		),
		similarity: Math.max(minSimilarity, Math.exp(-((difference / similarityScale) ** 2))),
	};
}

function idleSeconds({recent, percent, respondedAt}: Position): number {
	const last = recent.at(-1);
	return last === undefined || last.percent !== percent ? 0 : (respondedAt - last.at) / 1000;
}

/**
 * Combines the estimates of `count` earlier runs into a range; null if `count` is 0. The current pause of `idle`
 * seconds raises the upper end.
 */
function rangeOf(estimates: readonly Estimate[], count: number, idle: number): SecondsRange | null {
	if (count === 0) {
		return null;
	}

	const sorted = estimates.toSorted((a, b) => a.left - b.left);
	const forLikely = sorted.map(estimate => ({
		...estimate,
		weight: estimate.weight * estimate.likelyFactor,
	}));
	// The mean of three quantiles. The median alone would jump between two kinds of runs.
	const likely = [0.25, 0.5, 0.75].reduce((sum, share) => sum + quantile(forLikely, share), 0) / 3;
	const uncertainty = minUncertainty + uncertaintyOfOne / count;
	return {
		low: Math.min(quantile(sorted, tailQuantile), likely) / uncertainty,
		likely,
		high:
			Math.max(quantile(sorted, 1 - tailQuantile), likely) * uncertainty + (uncertainty - 1) * idle,
	};
}

/** Returns the weighted quantile of ascending estimates, with linear interpolation. */
function quantile(sorted: readonly Estimate[], share: number): number {
	const total = sorted.reduce((sum, {weight}) => sum + weight, 0);
	let below = 0;
	let before: {readonly left: number; readonly middle: number} | null = null;

	for (const {left, weight} of sorted) {
		const middle = (below + weight / 2) / total;

		if (middle >= share) {
			return before === null
				? left
				: before.left + ((left - before.left) * (share - before.middle)) / (middle - before.middle);
		}

		before = {left, middle};
		below += weight;
	}

	return before?.left ?? 0;
}

const straightCurve: readonly number[] = Array.from(
	{length: profileParts - 1},
	(_, index) => (100 * (index + 1)) / profileParts,
);

/** Returns the share of the run's time (0 to 1) after which it reached `percent`. */
export function shareAtReaching({curve}: RunProfile, percent: number): number {
	const knots = knotsOf(curve);
	const at = knots.findIndex(knot => knot >= percent);
	const [before = 0, after = 100] = [knots[at - 1], knots[at]];
	return at <= 0 ? 0 : (at - (after - percent) / (after - before)) / profileParts;
}

/** Returns the share of the run's time (0 to 1) after which it exceeded `percent`. */
export function shareAtLeaving({curve}: RunProfile, percent: number): number {
	const knots = knotsOf(curve);
	const at = knots.findLastIndex(knot => knot <= percent);
	const [before = 0, after = 100] = [knots[at], knots[at + 1]];
	return at === -1 || at >= profileParts
		? Math.max(0, at) / profileParts
		: (at + (percent - before) / (after - before)) / profileParts;
}

function knotsOf(curve: RunProfile['curve']): readonly number[] {
	return [0, ...(curve ?? straightCurve), 100];
}
