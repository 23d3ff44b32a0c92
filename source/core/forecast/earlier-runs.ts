import type {Instant} from '../time/clock.ts';
import {shareAtLeaving, shareAtReaching, type RunProfile} from './run-profile.ts';
import {minSamples, type ProgressSamples} from './progress-samples.ts';
import type {SecondsRange} from './seconds-range.ts';

/** A guess at the seconds that are left, how much it counts, and how many times as much for what is likely. */
type Voice = {readonly left: number; readonly weight: number; readonly favor: number};

/** A run counts so much less than the one after it: workflows change, and their newest runs know best. */
const ageing = 0.88;

/** How much of an earlier run's length one has to see of this one to believe half of its being slower or faster. */
const trust = 0.2;

/** The lengths of a workflow's runs are usually so unlike each other, as a logarithm. */
const usualSpread = 0.15;

/** An earlier run that was faster or slower than this one by so much, as a logarithm, counts about a third; none less than the other. */
const alike = 0.3;
const minLikeness = 0.03;

/** Seconds, and a share of the run's length, that a pace may be off without being another one. */
const slackSec = 2;
const slack = 0.05;

/** The share of an earlier run's time that counts as half enough to compare speeds. */
const minEvidence = 0.015;

/** In seconds. */
const minLength = 0.01;

/**
 * How much more a short run counts where it is not known which of several kinds this one is: that a run is longer shows
 * while it runs, that it was shorter shows too late.
 */
const preference = 2.5;

/** Ranges are to hold what comes eight times of ten. */
const outside = 0.1;

/** However alike the earlier runs were, the next may be by so much another, as a factor; more where there were few. */
const minDoubt = 1.05;
const doubtOfFew = 0.7;

/** What is left of a run that has got that far, by the earlier runs when they were there. */
export function remainingByProfiles(
	earlierRuns: readonly RunProfile[],
	window: ProgressSamples,
	percent: number,
	heardAt: Instant,
): SecondsRange | null {
	const belief = trust * Math.min(1, (usualSpread / spreadOf(earlierRuns)) ** 2);
	const voices = earlierRuns.map((run, index) => {
		const {left, likeness} = leftBy(run, window, percent, heardAt, belief);
		const weight = ageing ** (earlierRuns.length - 1 - index) * likeness;
		return {left, weight, favor: Math.max(minLength, run.seconds) ** -preference};
	});
	return rangeOf(voices, earlierRuns.length, Math.max(0, idleSec(window, percent, heardAt)));
}

/** How unlike the lengths of the runs are, as the mean distance of their logarithms; usual where there are few. */
function spreadOf(earlierRuns: readonly RunProfile[]): number {
	const logs = earlierRuns.map(({seconds}) => Math.log(Math.max(1, seconds)));
	const mean = logs.reduce((sum, log) => sum + log, 0) / logs.length;
	const distance = logs.reduce((sum, log) => sum + Math.abs(log - mean), 0);
	return (distance + usualSpread) / logs.length;
}

/**
 * What is left of a run that has gone on for so many seconds, by how long those of the earlier ones took that took
 * longer; null where none did.
 */
export function remainingByDuration(
	earlierRuns: readonly RunProfile[],
	elapsed: number,
): SecondsRange | null {
	const longer = earlierRuns.filter(({seconds}) => seconds > elapsed);
	const voices = longer.map(({seconds}, index) => ({
		left: seconds - elapsed,
		weight: ageing ** (longer.length - 1 - index),
		favor: 1,
	}));
	return rangeOf(voices, longer.length);
}

/**
 * Where the earlier run was when it had got as far, one has still to go what it had still to go; longer or shorter by
 * as much as this one has been slower or faster in its window. A run that was much slower or faster there, or had gone on
 * by now, is less like this one.
 */
function leftBy(
	run: RunProfile,
	window: ProgressSamples,
	percent: number,
	heardAt: Instant,
	belief: number,
): {readonly left: number; readonly likeness: number} {
	// A run that took no time at all would make every factor of it nonsense.
	const seconds = Math.max(minLength, run.seconds);
	const last = window.at(-1);
	// The first sample may have been reached long before it was seen, and then stood for a load of its own.
	const first = window.length < minSamples ? last : window[1];
	const reached = shareAtReaching(run, percent);
	const left = Math.max(reached, shareAtLeaving(run, percent));
	const since = idleSec(window, percent, heardAt);
	const took = first === undefined || last === undefined ? 0 : (last.at - first.at) / 1000;
	const theirs = Math.max(0, seconds * (reached - shareAtReaching(run, first?.percent ?? percent)));
	// Where the earlier run spent hardly any time, this one's says nothing about the rest.
	const evidence = theirs === 0 ? 0 : theirs / (theirs + minEvidence * seconds);
	const slowness = ((took + belief * seconds) / (theirs + belief * seconds)) ** evidence;
	const overdue = Math.max(0, since - seconds * (left - reached));
	const ignored = slack * seconds + slackSec;
	const unlike = Math.log((took + overdue + ignored) / (theirs + ignored));
	return {
		left: Math.max(
			seconds * (1 - reached) * slowness - Math.max(0, since),
			seconds * (1 - left) * slowness,
		),
		likeness: Math.max(minLikeness, Math.exp(-((unlike / alike) ** 2))),
	};
}

/** For how many seconds the run has stood at its percent. */
function idleSec(window: ProgressSamples, percent: number, heardAt: Instant): number {
	const last = window.at(-1);
	return last === undefined || last.percent !== percent ? 0 : (heardAt - last.at) / 1000;
}

/** `idle` is for how many seconds the run stands still: that pause may be longer by the same doubt. */
function rangeOf(voices: readonly Voice[], count: number, idle = 0): SecondsRange | null {
	if (count === 0) {
		return null;
	}

	const sorted = voices.toSorted((a, b) => a.left - b.left);
	const favored = sorted.map(voice => ({...voice, weight: voice.weight * voice.favor}));
	// Between two kinds of runs the median would leap from one to the other.
	const likely = [0.25, 0.5, 0.75].reduce((sum, share) => sum + quantile(favored, share), 0) / 3;
	const doubt = minDoubt + doubtOfFew / count;
	return {
		low: Math.min(quantile(sorted, outside), likely) / doubt,
		likely,
		high: Math.max(quantile(sorted, 1 - outside), likely) * doubt + (doubt - 1) * idle,
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
