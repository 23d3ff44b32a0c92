import type {Duration} from '../../source/core/time/clock.ts';
import {quantile} from '../row.ts';
import {watchedRuns, type Place, type Recording, type SimulatedRequest} from './recording.ts';
import {allowedRateAt} from './token-bucket.ts';

/** A part of the simulation, in ms since its start; `until` is exclusive. */
export type Span = {readonly from: Duration; readonly until: Duration};

/** The span after the first 10 s, in which the pollers may still learn. */
export function settled({situation}: Recording): Span {
	return {from: 10_000, until: situation.seconds * 1000};
}

export function requestsIn(
	{requests}: Recording,
	{from, until}: Span,
	result?: SimulatedRequest['result'],
): readonly SimulatedRequest[] {
	return requests.filter(
		request =>
			request.sentAt >= from &&
			request.sentAt < until &&
			(result === undefined || request.result === result),
	);
}

/** Returns the largest number; 0 for an empty list. */
export function max(numbers: readonly number[]): number {
	return numbers.reduce((a, b) => Math.max(a, b), 0);
}

/** Returns the share of refused requests in percent; 0 without requests. */
export function refusedPercent(recording: Recording, span: Span): number {
	const all = requestsIn(recording, span).length;
	return all === 0 ? 0 : (requestsIn(recording, span, 'refused').length / all) * 100;
}

/** Returns the accepted requests as a share of those that the limit allows, in percent. */
export function usedPercent(recording: Recording, span: Span): number {
	const {limit} = recording.situation;

	if (limit === undefined) {
		throw new RangeError('The situation has no limit.');
	}

	const steps = Math.round((span.until - span.from) / stepMs);
	const allowed = Array.from({length: steps}, (_, step) =>
		allowedRateAt(limit, span.from + step * stepMs),
	);
	const sum = allowed.reduce((total, rate) => total + (rate * stepMs) / 1000, 0);
	return (requestsIn(recording, span, 'granted').length / sum) * 100;
}

/** The step in which changes of the limit and windows are sampled. */
const stepMs: Duration = 500;

/** Returns the seconds from the watch to the first response of each run. A run without one counts until the end. */
export function firstResponses(recording: Recording): readonly number[] {
	const end = recording.situation.seconds * 1000;
	return watchedRuns(recording).map(
		({responses, watchedAt}) => ((responses[0]?.endedAt ?? end) - watchedAt) / 1000,
	);
}

/**
 * Returns the seconds between two responses of the same run. The time since the last response of a run whose end is unseen
 * counts as well, if it is longer than all gaps of the run.
 */
export function gaps(recording: Recording, place?: Place): readonly number[] {
	const end = recording.situation.seconds * 1000;
	return watchedRuns(recording)
		.filter(watched => place === undefined || watched.place === place)
		.flatMap(({responses, watchedAt}) => {
			const moments = responses.map(({endedAt}) => endedAt);
			const closed = moments.slice(1).map((moment, index) => moment - (moments[index] ?? moment));
			const open = end - (moments.at(-1) ?? watchedAt);
			const isOpen = responses.at(-1)?.reported?.isFinal !== true && open > Math.max(0, ...closed);
			return isOpen ? [...closed, open] : closed;
		})
		.map(gap => gap / 1000);
}

export function gapQuantile(recording: Recording, part: number, place?: Place): number {
	return quantile(gaps(recording, place), part);
}

/** Returns the seconds from each end to the response that reported it, or to the end of the simulation. */
export function endDelays(recording: Recording): readonly number[] {
	const end = recording.situation.seconds * 1000;
	return watchedRuns(recording)
		.filter(({run, watchedAt}) => run.endsAt >= watchedAt && run.endsAt < end)
		.map(({run, responses}) => {
			const seen = responses.find(({reported}) => reported?.isFinal === true);
			return ((seen?.endedAt ?? end) - run.endsAt) / 1000;
		});
}

/** Returns the seconds from each start of a queued run to the response that reported it, or to the end. */
export function startDelays(recording: Recording): readonly number[] {
	const end = recording.situation.seconds * 1000;
	return watchedRuns(recording)
		.filter(({run, watchedAt}) => run.startsAt > watchedAt && run.startsAt < end)
		.map(({run, responses}) => {
			const seen = responses.find(({reported}) => reported?.isQueued === false);
			return ((seen?.endedAt ?? end) - run.startsAt) / 1000;
		});
}

/** Returns the largest number of requests that were sent within any second of the span. */
export function maxPerSecond(recording: Recording, span: Span): number {
	const moments = requestsIn(recording, span).map(({sentAt}) => sentAt);
	let first = 0;
	return moments.reduce((most, moment, index) => {
		while (moment - (moments[first] ?? moment) >= 1000) {
			first++;
		}

		return Math.max(most, index - first + 1);
	}, 0);
}

export function requestsPerSecond(recording: Recording, span: Span): number {
	return (requestsIn(recording, span).length / (span.until - span.from)) * 1000;
}

/** Returns the start of the earliest window in the span that passes, with all later ones; Infinity if none does. */
export function steadyFrom(
	span: Span,
	windowMs: Duration,
	passes: (window: Span) => boolean,
): Duration {
	let steady = Infinity;

	for (let from = span.until - windowMs; from >= span.from; from -= stepMs) {
		if (!passes({from, until: from + windowMs})) {
			break;
		}

		steady = from;
	}

	return steady;
}

/** Returns the end of the first window in the span that passes; Infinity if none does. */
export function reachedAt(
	span: Span,
	windowMs: Duration,
	passes: (window: Span) => boolean,
): Duration {
	for (let from = span.from; from + windowMs <= span.until; from += stepMs) {
		if (passes({from, until: from + windowMs})) {
			return from + windowMs;
		}
	}

	return Infinity;
}

/** The longest regular gap between two responses of a run: an interval of 2 s with its slack, and the latency. */
export const maxGapSec = 2.4;
