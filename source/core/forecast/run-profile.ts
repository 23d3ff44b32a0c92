import type {Instant} from '../time/clock.ts';
import {minSamples, type ProgressSamples} from './samples.ts';
import type {MissRates, SecondsRange} from './seconds-range.ts';

/** A run's duration is divided into this many equal parts. Its progress curve has a value at each inner boundary. */
export const profileParts = 24;

/** The weight of an earlier run is multiplied by this factor for each newer run, since workflows change over time. */
const agePenalty = 0.88;

/**
 * To compare the speeds of two runs, the times that they took for the same progress are divided. This share of the
 * earlier run's duration is added to both times, so that short times count little.
 */
const speedPrior = 0.1;

/**
 * The natural logarithm of 1.35. An earlier run that was 1.35 times as fast or as slow as the current run has about a
 * third of the weight of an equally fast run.
 */
const similarityScale = 0.3;
/**
 * Added to the similarity of every earlier run. The weight of an earlier run is multiplied by its similarity, so
 * without this number the sum of all weights could be 0.
 */
const minSimilarity = 1e-6;

const minLengthSec = 0.01;

/**
 * For the likely value, the weight of an earlier run is divided by its duration to the power of this number. So short
 * runs count more, and the forecast is more often too short than too long. A forecast that is too short is corrected
 * while the run continues; one that is too long is wrong until the run ends.
 */
const shortRunPreference = 2.5;

const tailQuantile = 0.1;

/** Even if there are many earlier runs, the next run may differ from its prediction by this factor. */
const minUncertainty = 1.05;
/** This number, divided by the number of earlier runs, is added to `minUncertainty`: few runs make a wide range. */
const uncertaintyOfOne = 0.7;

/** The data of an ended run, from which later runs of the same workflow are forecast. */
export type RunProfile = {
	readonly seconds: number;
	/**
	 * The progress in percent after 1/24, 2/24 … 23/24 of the duration, ascending; null if unknown. Progress is not
	 * proportional to time: while models load, it stays at 0 %.
	 */
	readonly curve: readonly number[] | null;
	/**
	 * The longest time without progress or a new log entry, in seconds; null if the run stalled or was not watched
	 * for most of its duration.
	 */
	readonly longestIdleSec: number | null;
	/** The end time; undefined if unknown. A run without an end time counts as the oldest. */
	readonly endedAt?: Instant;
	readonly missed?: MissRates;
};

/**
 * The prediction from one earlier run: `left` seconds remain. For the low and the high end of the forecast range, the
 * earlier run has the weight `weight`; for the likely value, it has the weight `weight * likelyFactor`.
 */
type Estimate = {readonly left: number; readonly weight: number; readonly likelyFactor: number};

type Position = {
	readonly recent: ProgressSamples;
	readonly percent: number;
	readonly respondedAt: Instant;
};

/**
 * Predicts the seconds left from the times that earlier runs took after they had reached the same percentage. Null if
 * there are no earlier runs.
 */
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
 * Predicts the seconds left from the earlier runs that took longer than `elapsed` seconds. Null if there is no such
 * run, or if there are fewer than `minSamples` earlier runs of any duration.
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
 * Predicts the rest of the current run from one earlier run. `left`: about the seconds that `run` took from the same
 * progress to its end, doubled if the current run has been half as fast so far. `similarity`: about 1 if both are
 * equally fast, close to 0 if their speeds are very different.
 */
function compare(run: RunProfile, position: Position) {
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
 * Combines the estimates to one range; null if there are none. `idle` is the time in seconds since the progress last
 * increased. A long time raises the upper end of the range.
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

/**
 * Returns the weighted quantile of `left`, interpolated; with `share` 0.5, this is the weighted median. `sorted` must
 * be in ascending order of `left`.
 */
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

/** Returns when the run reached `percent`, as a share of its duration from 0 to 1. */
export function shareAtReaching({curve}: RunProfile, percent: number): number {
	const knots = knotsOf(curve);
	const at = knots.findIndex(knot => knot >= percent);
	const [before = 0, after = 100] = [knots[at - 1], knots[at]];
	return at <= 0 ? 0 : (at - (after - percent) / (after - before)) / profileParts;
}

/**
 * Returns when the progress of the run rose above `percent`, as a share of its duration from 0 to 1. If the progress
 * paused at `percent`, this is later than `shareAtReaching`.
 */
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
