import type {Duration, Instant} from '../time/clock.ts';
import {minuteMs} from '../time/duration.ts';

/** The minimum number of samples, or of earlier runs, for a prediction. */
export const minSamples = 3;

/** The speed of a run is estimated from this many of its newest samples of progress. */
const recentCount = 20;

/** The low end of a speed range is this quantile of all speeds; the high end is the quantile `1 - slowQuantile`. */
const slowQuantile = 0.25;

const waitWindow: Duration = 10 * minuteMs;
const maxWaitSamples = 24;

/** The samples of a run's position in the queue must span this time to show the speed of the queue. */
const minPlaceSpan: Duration = 20_000;
/** The samples of the service's wait estimates must span this time to show how wrong the estimates are. */
const minEstimateSpan: Duration = 60_000;

/**
 * `estimateBias` divides the elapsed time by the decrease of the estimated wait. This many seconds are first added to
 * both, so that the quotient is near 1 if both are short.
 */
const estimatePrior = 30;

const maxBias = 8;

export type ProgressSample = {readonly at: Instant; readonly percent: number};

/** The progress of a run since it last decreased, oldest sample first. The percentages are strictly ascending. */
export type ProgressSamples = readonly ProgressSample[];

/** A value at a time: an estimated wait, a position in a queue, a cost, a balance. */
export type Sample = {readonly at: Instant; readonly value: number};

/** Samples of a value that counts down to 0 (estimated wait in seconds, position in the queue), oldest first. */
export type WaitSamples = ReadonlyArray<
	Sample & {
		/** True only in the first sample after an increase: other runs moved ahead, or the estimate was renewed. */
		readonly rose?: true;
	}
>;

/**
 * Adds the percentage of a response, unless it is null or unchanged. Drops all earlier samples if the progress
 * decreased (the run was restarted) or the wall clock went back. Otherwise keeps the newest `recentCount` samples and,
 * of the older ones, the first of each whole percent.
 */
export function updateProgressSamples(
	progressSamples: ProgressSamples,
	percent: number | null,
	at: Instant,
): ProgressSamples {
	const last = progressSamples.at(-1);

	if (percent === null || (last !== undefined && percent === last.percent)) {
		return progressSamples;
	}

	if (last === undefined || percent < last.percent || at <= last.at) {
		return [{at, percent}];
	}

	const samples = [...progressSamples, {at, percent}];
	return samples.filter(
		(sample, index) =>
			index >= samples.length - recentCount ||
			Math.floor(sample.percent) !== Math.floor(samples[index - 1]?.percent ?? -1),
	);
}

export function recentSamples(progressSamples: ProgressSamples): ProgressSamples {
	return progressSamples.slice(-recentCount);
}

/**
 * Computes the speed between every two samples, in percent per second. Returns the median and quartiles of the speeds
 * (Theil–Sen estimator), which a single jump changes little. At `respondedAt`, the time of the newest response, the
 * last percentage counts as one more sample. Null if `recent` has fewer than `minSamples` samples.
 */
export function estimateSpeed(recent: ProgressSamples, respondedAt: Instant) {
	const last = recent.at(-1);

	if (last === undefined || recent.length < minSamples) {
		return null;
	}

	const samples =
		respondedAt > last.at ? [...recent, {at: respondedAt, percent: last.percent}] : recent;
	// Hot path: a typed array is sorted faster than an array of numbers.
	const speeds = new Float64Array((samples.length * (samples.length - 1)) / 2);
	let count = 0;

	for (const [index, to] of samples.entries()) {
		for (let earlier = 0; earlier < index; earlier++) {
			const from = samples[earlier] ?? to;
			speeds[count] = ((to.percent - from.percent) * 1000) / (to.at - from.at);
			count++;
		}
	}

	speeds.sort();
	const quantile = (share: number): number => speeds[Math.round((speeds.length - 1) * share)] ?? 0;
	return {low: quantile(slowQuantile), middle: quantile(0.5), high: quantile(1 - slowQuantile)};
}

/** Adds the wait or queue position of a response. Null removes all samples. An increased value replaces them. */
export function updateWaitSamples(
	waitSamples: WaitSamples,
	value: number | null,
	at: Instant,
): WaitSamples {
	const last = waitSamples.at(-1);

	if (value === null) {
		return waitSamples.length === 0 ? waitSamples : [];
	}

	if (last !== undefined && value > last.value) {
		return [{at, value, rose: true}];
	}

	if (last === undefined || at <= last.at) {
		return [{at, value}];
	}

	return appendSample(waitSamples, {at, value}, waitWindow, maxWaitSamples);
}

/**
 * Appends a sample. Drops the samples that are more than `window` older than it. If more than `max` samples remain, also
 * drops every second one.
 */
export function appendSample(
	samples: readonly Sample[],
	sample: Sample,
	window: Duration,
	max: number,
): readonly Sample[] {
	const recent = [...samples.filter(({at}) => at >= sample.at - window), sample];
	return recent.length > max ? recent.filter((_, index) => index % 2 === 0) : recent;
}

/** Returns by how much the value changed from the first sample to the last; null if they span less than `minSpan`. */
export function changeOf(samples: readonly Sample[], minSpan: Duration) {
	const [first, last] = [samples[0], samples.at(-1)];
	return first === undefined || last === undefined || last.at - first.at < minSpan
		? null
		: {by: last.value - first.value, ms: last.at - first.at};
}

/**
 * Reports whether the samples begin with an increased value. Only the first sample needs a check, since
 * `updateWaitSamples` drops all earlier samples when the value increases.
 */
export function hasRisen(waitSamples: WaitSamples): boolean {
	return waitSamples[0]?.rose === true;
}

/**
 * Returns how much slower the wait passes than the service estimates: the elapsed time divided by the decrease of the
 * estimate. Null if there are too few samples, or if they span too short a time.
 */
export function estimateBias(waits: WaitSamples): number | null {
	const change = changeOf(waits, minEstimateSpan);
	return change === null || waits.length < minSamples
		? null
		: Math.min(maxBias, (change.ms / 1000 + estimatePrior) / (estimatePrior - change.by));
}

/**
 * Predicts the seconds until a run is at the front of the queue, from its earlier positions. Null if the position has
 * hardly changed, or if the samples span too short a time.
 */
export function secondsToFront(places: WaitSamples): number | null {
	const change = changeOf(places, minPlaceSpan);

	if (change === null || change.by > 1 - minSamples) {
		return null;
	}

	// On average, the run at the front of the queue is half done.
	const ahead = Math.max(0, (places.at(-1)?.value ?? 0) - 0.5);
	return (ahead * change.ms) / -change.by / 1000;
}
