import type {Duration, Instant} from '../time/clock.ts';
import {minSamples} from '../forecast/samples.ts';

/** What a run cost in all at some moments, in CNY, oldest first. For rates only: sums are made of `Money`. */
export type SpendingSamples = readonly {readonly at: Instant; readonly cost: number}[];

const window: Duration = 5 * 60_000;
const maxSamples = 16;

/** A rate over a shorter time would make much of a single step. */
const minSpan: Duration = 15_000;
const hour: Duration = 3_600_000;

/** The samples after an answer; only the window, and of that not every answer. */
export function updateSpending(spend: SpendingSamples, cost: number, at: Instant): SpendingSamples {
	const last = spend.at(-1);

	if (last !== undefined && (cost < last.cost || at <= last.at)) {
		return [{at, cost}];
	}

	const recent = [...spend.filter(sample => sample.at >= at - window), {at, cost}];
	return recent.length > maxSamples ? recent.filter((_, index) => index % 2 === 0) : recent;
}

/** CNY an hour over the window; null while there is too little to tell. */
export function spendRate(spend: SpendingSamples): number | null {
	const [first, last] = [spend[0], spend.at(-1)];
	return first === undefined ||
		last === undefined ||
		spend.length < minSamples ||
		last.at - first.at < minSpan
		? null
		: ((last.cost - first.cost) * hour) / (last.at - first.at);
}
