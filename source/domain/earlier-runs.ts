import type {Instant} from './clock.ts';
import {shareAtLeaving, shareAtReaching, type LearntRun} from './learnt-run.ts';
import {fewestSamples, type Pace} from './pace.ts';
import type {SecondsRange} from './seconds-range.ts';

/** A guess at the seconds that are left, and how much it counts. */
type Voice = {readonly left: number; readonly weight: number};

/** A run counts so much less than the one after it: workflows change, and their newest runs know best. */
const ageing = 0.88;

/** How much of an earlier run's length one has to see of this one to believe half of its being slower or faster. */
const trust = 0.2;

/** The lengths of a workflow's runs are usually so unlike each other, as a logarithm. */
const usualSpread = 0.15;

/** In seconds. */
const leastLength = 0.01;

/** Ranges are to hold what comes eight times of ten. */
const outside = 0.1;

/** However alike the earlier runs were, the next may be by so much another, as a factor; more where there were few. */
const leastDoubt = 1.05;
const doubtOfFew = 0.4;

/** What is left of a run that has got that far, by the earlier runs when they were there. */
export function leftByEarlier(
	earlier: readonly LearntRun[],
	window: Pace,
	percent: number,
	heardAt: Instant,
): SecondsRange | null {
	const belief = trust * Math.min(1, (usualSpread / spreadOf(earlier)) ** 2);
	const voices = earlier.map((run, index) => ({
		left: leftBy(run, window, percent, heardAt, belief),
		weight: ageing ** (earlier.length - 1 - index),
	}));
	return rangeOf(voices, earlier.length);
}

/** How unlike the lengths of the runs are, as the mean distance of their logarithms; usual where there are few. */
function spreadOf(earlier: readonly LearntRun[]): number {
	const logs = earlier.map(({seconds}) => Math.log(Math.max(1, seconds)));
	const mean = logs.reduce((sum, log) => sum + log, 0) / logs.length;
	const distance = logs.reduce((sum, log) => sum + Math.abs(log - mean), 0);
	return (distance + usualSpread) / logs.length;
}

/**
 * What is left of a run that has gone on for so many seconds, by how long those of the earlier ones took that took
 * longer; null where none did.
 */
export function leftByLength(earlier: readonly LearntRun[], elapsed: number): SecondsRange | null {
	const longer = earlier.filter(({seconds}) => seconds > elapsed);
	const voices = longer.map(({seconds}, index) => ({
		left: seconds - elapsed,
		weight: ageing ** (longer.length - 1 - index),
	}));
	return rangeOf(voices, longer.length);
}

/**
 * Where the earlier run was when it had got as far, one has still to go what it had still to go; longer or shorter by
 * as much as this one has been slower or faster in its window.
 */
function leftBy(
	run: LearntRun,
	window: Pace,
	percent: number,
	heardAt: Instant,
	belief: number,
): number {
	// A run that took no time at all would make every factor of it nonsense.
	const seconds = Math.max(leastLength, run.seconds);
	const last = window.at(-1);
	// The first sample may have been reached long before it was seen, and then stood for a load of its own.
	const first = window.length < fewestSamples ? last : window[1];
	const reached = shareAtReaching(run, percent);
	const left = Math.max(reached, shareAtLeaving(run, percent));
	const since = last === undefined || last.percent !== percent ? 0 : (heardAt - last.at) / 1000;
	const took = first === undefined || last === undefined ? 0 : (last.at - first.at) / 1000;
	const theirs = seconds * (reached - shareAtReaching(run, first?.percent ?? percent));
	const slowness = (took + belief * seconds) / (Math.max(0, theirs) + belief * seconds);
	return Math.max(
		seconds * (1 - reached) * slowness - Math.max(0, since),
		seconds * (1 - left) * slowness,
	);
}

function rangeOf(voices: readonly Voice[], count: number): SecondsRange | null {
	if (count === 0) {
		return null;
	}

	const sorted = voices.toSorted((a, b) => a.left - b.left);
	const likely = quantile(sorted, 0.5);
	const doubt = leastDoubt + doubtOfFew / count;
	return {
		low: Math.min(quantile(sorted, outside), likely) / doubt,
		likely,
		high: Math.max(quantile(sorted, 1 - outside), likely) * doubt,
	};
}

/** The value below which that share of the weight is; between two voices it goes straight from one to the other. */
function quantile(sorted: readonly Voice[], share: number): number {
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
