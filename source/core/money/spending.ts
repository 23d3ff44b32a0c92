import type {Phase} from '../execution.ts';
import {appendSample, changeOf, minSamples, type Sample} from '../forecast/samples.ts';
import type {Duration, Instant} from '../time/clock.ts';
import {hourMs, minuteMs} from '../time/duration.ts';

/** A run's total cost in CNY, oldest first. The numbers are inexact: they are for rates, not for sums. */
export type SpendingSamples = readonly Sample[];

const window: Duration = 5 * minuteMs;
const maxSamples = 16;

/** The samples must cover at least this time. Otherwise a single increase of the cost would dominate the rate. */
const minSpan: Duration = 15_000;

/**
 * Adds a sample and drops samples older than `window`. If the cost has decreased or the time has not increased, drops
 * all earlier samples.
 */
export function updateSpending(spend: SpendingSamples, cost: number, at: Instant): SpendingSamples {
	const last = spend.at(-1);
	const isRestart = last !== undefined && (cost < last.value || at <= last.at);
	return appendSample(isRestart ? [] : spend, {at, value: cost}, window, maxSamples);
}

/** Returns the speed of spending in CNY per hour; null if the samples are too few or cover less than `minSpan`. */
export function spendRate(spend: SpendingSamples): number | null {
	const change = changeOf(spend, minSpan);
	return change === null || spend.length < minSamples ? null : (change.by * hourMs) / change.ms;
}

export type BurnRate = Readonly<ReturnType<typeof burnRate>>;

export function burnRate(
	runs: Iterable<{
		readonly execution: {readonly phase: Phase} | null;
		readonly history: {readonly spending: SpendingSamples};
	}>,
) {
	const running = [...runs].filter(({execution}) => execution?.phase === 'running');
	const rates = running
		.map(({history}) => spendRate(history.spending))
		.filter(rate => rate !== null);
	return {
		/** The sum of all known rates in CNY per hour; null if no rate is known. */
		perHour: rates.length === 0 ? null : rates.reduce((sum, rate) => sum + rate, 0),
		running: running.length,
		known: rates.length,
	};
}
