import type {Instant} from '../time/clock.ts';
import type {ProgressSamples} from './progress-samples.ts';

/** Percent a second: what is likely, and what is not unlikely. */
export type SpeedRange = {readonly low: number; readonly middle: number; readonly high: number};

/** The share of the speeds between any two samples that is taken for a whim, at either end. */
const whims = 0.25;

/**
 * How fast a run gets on, from the samples of its window and that it got no further until `heardAt`: the median and
 * the quartiles of the speeds between any two of them, which a single leap or pause does not move (Theil and Sen).
 * Null with fewer than two samples.
 */
export function estimateSpeed(window: ProgressSamples, heardAt: Instant): SpeedRange | null {
	const last = window.at(-1);

	if (last === undefined || window.length < 2) {
		return null;
	}

	const samples = heardAt > last.at ? [...window, {at: heardAt, percent: last.percent}] : window;
	const speeds: number[] = [];

	for (const [index, from] of samples.entries()) {
		for (const to of samples.slice(index + 1)) {
			speeds.push(((to.percent - from.percent) * 1000) / (to.at - from.at));
		}
	}

	speeds.sort((a, b) => a - b);
	const quantile = (share: number): number => speeds[Math.round((speeds.length - 1) * share)] ?? 0;
	return {low: quantile(whims), middle: quantile(0.5), high: quantile(1 - whims)};
}
