import type {Duration, Instant} from '../time/clock.ts';
import {minSamples} from './progress-samples.ts';

/** Something that goes down to zero, as it was told, oldest first: a wait, or a place in a queue. */
export type WaitSamples = readonly {
	readonly at: Instant;
	readonly value: number;
	/** The first sample after it went up: others were let in before, or the service estimated anew. */
	readonly rose?: true;
}[];

const window: Duration = 10 * 60_000;
const maxSamples = 24;

/** So short a time says nothing of how fast it goes down. */
const minSpan: Duration = 20_000;

/** In less time an estimate that jumps from place to place cannot be called too short. */
const minSpanOfEstimate: Duration = 60_000;

/** In seconds: with so much as told, one believes what one is told as much as what one saw. */
const prior = 30;

/** Nobody waits more than so many times as long as the service says; what is slower has stopped. */
const maxLies = 8;

/** The countdown after an answer. It begins anew where it went up, as when others were let in before. */
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

	const recent = [...waitSamples.filter(sample => sample.at >= at - window), {at, value}];
	return recent.length > maxSamples ? recent.filter((_, index) => index % 2 === 0) : recent;
}

/** Whether it went up within the window: then its pace since is no measure of the rest. */
export function hasRisen(waitSamples: WaitSamples): boolean {
	return waitSamples[0]?.rose === true;
}

/**
 * How many times longer a second of the service's estimate has been so far than a second: 1 where it is honest, more
 * where the wait goes down slower than the time goes on. Null while that cannot be told.
 */
export function estimateBias(waits: WaitSamples): number | null {
	const [first, last] = [waits[0], waits.at(-1)];

	if (
		first === undefined ||
		last === undefined ||
		waits.length < minSamples ||
		last.at - first.at < minSpanOfEstimate
	) {
		return null;
	}

	const passed = (last.at - first.at) / 1000;
	return Math.min(maxLies, (passed + prior) / (first.value - last.value + prior));
}

/** Seconds until a place in the queue is 0, at the rate at which it has gone down; null while that cannot be told. */
export function secondsToFront(places: WaitSamples): number | null {
	const [first, last] = [places[0], places.at(-1)];

	if (first === undefined || last === undefined || last.at - first.at < minSpan) {
		return null;
	}

	const moved = first.value - last.value;
	// Whoever is at the front is half-way through, as far as one knows.
	const ahead = Math.max(0, last.value - 0.5);
	return moved < minSamples - 1 ? null : (ahead * (last.at - first.at)) / moved / 1000;
}
