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
 * When the speeds of two runs are compared, half of the difference counts after this share of the earlier run's time.
 */
const speedPrior = 0.1;

/** An earlier run has about a third of the full weight if its speed differs by this logarithm. */
const similarityScale = 0.3;
/** A run that is not similar keeps this weight, so that the sum of all weights is never 0. */
const minSimilarity = 1e-6;

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
	const estimates = earlierRuns.map((run, index) => {
		const {left, similarity} = compare(run, position);
		const weight = agePenalty ** (earlierRuns.length - 1 - index) * similarity;
		return {left, weight, likelyFactor: Math.max(minLengthSec, run.seconds) ** -shortRunPreference};
	});
	return rangeOf(estimates, idleSeconds(position));
}

/**
 * Predicts the remaining seconds from the earlier runs that took longer than `elapsed` seconds; null without such runs,
 * and with fewer than `minSamples` earlier runs.
 */
export function remainingByDuration(
	earlierRuns: readonly RunProfile[],
	elapsed: number,
): SecondsRange | null {
	const isKnown = earlierRuns.length >= minSamples;
	const longer = earlierRuns.filter(({seconds}) => isKnown && seconds > elapsed);
	const estimates = longer.map(({seconds}, index) => ({
		left: seconds - elapsed,
		weight: agePenalty ** (longer.length - 1 - index),
		likelyFactor: 1,
	}));
	return rangeOf(estimates, 0);
}

/**
 * Compares a run with an earlier run. `left` is the remaining seconds if the rest takes as long as in the earlier run,
 * scaled by the difference in speed so far. `similarity` decreases with this difference.
 */
function compare(
	run: RunProfile,
	position: Position,
): {readonly left: number; readonly similarity: number} {
	const {recent, percent} = position;
	const seconds = Math.max(minLengthSec, run.seconds);
	const last = recent.at(-1);
	// Skips the first sample, since the run may have reached its percent long before it was watched.
	const first = recent.length < minSamples ? last : recent[1];
	const reached = shareAtReaching(run, percent);
	const left = Math.max(reached, shareAtLeaving(run, percent));
	const took = first === undefined || last === undefined ? 0 : (last.at - first.at) / 1000;
	const tookEarlier = Math.max(
		0,
		seconds * (reached - shareAtReaching(run, first?.percent ?? percent)),
	);
	const slowness = (took + speedPrior * seconds) / (tookEarlier + speedPrior * seconds);
	return {
		left: Math.max(
			seconds * (1 - reached) * slowness - idleSeconds(position),
			seconds * (1 - left) * slowness,
		),
		similarity: minSimilarity + Math.exp(-((Math.log(slowness) / similarityScale) ** 2)),
	};
}

function idleSeconds({recent, percent, respondedAt}: Position): number {
	const last = recent.at(-1);
	return last?.percent === percent ? Math.max(0, respondedAt - last.at) / 1000 : 0;
}

/**
 * Combines the estimates of the earlier runs into a range; null without estimates. The current pause of `idle` seconds
 * raises the upper end.
 */
function rangeOf(estimates: readonly Estimate[], idle: number): SecondsRange | null {
	if (estimates.length === 0) {
		return null;
	}

	const sorted = estimates.toSorted((a, b) => a.left - b.left);
	const forLikely = sorted.map(estimate => ({
		...estimate,
		weight: estimate.weight * estimate.likelyFactor,
	}));
	// The mean of three quantiles. The median alone would jump between two kinds of runs.
	const likely = [0.25, 0.5, 0.75].reduce((sum, share) => sum + quantile(forLikely, share), 0) / 3;
	const uncertainty = minUncertainty + uncertaintyOfOne / estimates.length;
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
