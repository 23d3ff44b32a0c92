import type {Duration, Instant} from '../time/clock.ts';
import {minSamples} from '../forecast/samples.ts';

/** The total cost of a run over time in CNY, oldest first. Only for rates: exact sums use `Money`. */
export type SpendingSamples = readonly {readonly at: Instant; readonly cost: number}[];

const window: Duration = 5 * 60_000;
const maxSamples = 16;

/** Over a shorter time a single step would dominate the rate. */
const minSpan: Duration = 15_000;
const hour: Duration = 3_600_000;

/**
 * Adds a sample, and drops samples before the window and every second sample above the maximum. Starts over if the cost
 * fell.
 */
export function updateSpending(spend: SpendingSamples, cost: number, at: Instant): SpendingSamples {
	const last = spend.at(-1);

	if (last !== undefined && (cost < last.cost || at <= last.at)) {
		return [{at, cost}];
	}

	const recent = [...spend.filter(sample => sample.at >= at - window), {at, cost}];
	return recent.length > maxSamples ? recent.filter((_, index) => index % 2 === 0) : recent;
}

/** Returns CNY per hour over the window; null for too few samples. */
export function spendRate(spend: SpendingSamples): number | null {
	const [first, last] = [spend[0], spend.at(-1)];
	return first === undefined ||
		last === undefined ||
		spend.length < minSamples ||
		last.at - first.at < minSpan
		? null
		: ((last.cost - first.cost) * hour) / (last.at - first.at);
}
