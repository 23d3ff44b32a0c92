import type {Instant} from '../time/clock.ts';

/** A range whose `high` is more than this multiple of its `low` is too wide to be useful. */
export const maxRangeRatio = 10;

/** A range that is too wide is still useful as an upper bound if it ends within this time. */
const soonSec = 60;

/** The target share of runs that end before their range, and also of runs that end after their range. */
const missTarget = 0.1;

/** The logarithm by which a run widens the next ranges if it never ended within its own range. */
const wideningPerMiss = 1;
/** The maximum sum of the logarithms of all runs. */
const maxWidening = 2;

/** A shown forecast is recorded each time the elapsed time of the run has grown by this factor. */
const keepInterval = 1.1;

/** An uncertain duration in seconds: 0 ≤ low ≤ likely ≤ high. */
export type SecondsRange = {
	readonly low: number;
	readonly likely: number;
	readonly high: number;
};

/**
 * The forecasts that were shown while a run was running, oldest first. A null range means that no forecast was shown.
 */
export type ShownForecasts = ReadonlyArray<{
	readonly at: Instant;
	readonly range: SecondsRange | null;
}>;

/**
 * The shares of a run's time in which its forecast was wrong. `above`: the run ended after the range. `below`: the run
 * ended before the range.
 */
export type MissRates = {readonly above: number; readonly below: number};

export function countDown({low, likely, high}: SecondsRange, elapsedSec: number): SecondsRange {
	return {
		low: Math.max(0, low - elapsedSec),
		likely: Math.max(0, likely - elapsedSec),
		high: Math.max(0, high - elapsedSec),
	};
}

/**
 * Returns the range if it is narrow enough. If it is too wide but ends soon, returns it with `low` 0; otherwise null.
 */
export function usefulRange(range: SecondsRange): SecondsRange | null {
	return range.high <= maxRangeRatio * range.low
		? range
		: range.high <= soonSec
			? {...range, low: 0}
			: null;
}

export function isForecastDue(
	shownForecasts: ShownForecasts,
	startedAt: Instant | null,
	at: Instant,
): boolean {
	const last = shownForecasts.at(-1);
	return (
		startedAt !== null &&
		(last === undefined || at - startedAt > keepInterval * (last.at - startedAt))
	);
}

export function missRates(shownForecasts: ShownForecasts, endedAt: Instant): MissRates | null {
	let [above, below, total] = [0, 0, 0];

	for (const [index, {at, range}] of shownForecasts.entries()) {
		if (range === null) {
			continue;
		}

		const left = (endedAt - at) / 1000;
		const time = (shownForecasts[index + 1]?.at ?? endedAt) - at;
		total += time;
		above += left > Math.ceil(range.high) ? time : 0;
		below += left < Math.floor(range.low) ? time : 0;
	}

	const share = (time: number): number => Math.round((100 * time) / total) / 100;
	return total <= 0 ? null : {above: share(above), below: share(below)};
}

/** Widens a range by the errors of the forecasts of earlier runs, so that about 80 % of all runs end within it. */
export function calibrate(
	{low, likely, high}: SecondsRange,
	earlierRuns: ReadonlyArray<{readonly missed?: MissRates}>,
): SecondsRange {
	const [above, below] = [widening(earlierRuns, 'above'), widening(earlierRuns, 'below')];
	return {
		low: low <= 0 ? 0 : likely / (1 + (likely / low - 1) * below),
		likely,
		high: likely + (high - likely) * above,
	};
}

/**
 * Returns the factor that widens one side of a range. It increases with each earlier run whose forecasts were wrong
 * more often than `missTarget`, and decreases with each other run.
 */
function widening(
	earlierRuns: ReadonlyArray<{readonly missed?: MissRates}>,
	side: keyof MissRates,
): number {
	const log = earlierRuns.reduce(
		(sum, {missed}) =>
			missed === undefined
				? sum
				: Math.max(0, Math.min(maxWidening, sum + wideningPerMiss * (missed[side] - missTarget))),
		0,
	);
	return Math.exp(log);
}
