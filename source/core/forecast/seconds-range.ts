import type {Instant} from '../time/clock.ts';

/** A forecast whose `high` is more than this multiple of its `low` is too wide to be useful. */
export const maxRangeRatio = 10;

/** A forecast that is too wide becomes an upper bound (`low` 0) if its `high` is at most this many seconds. */
const soonSec = 60;

/**
 * A share from 0 to 1. If the forecasts of earlier runs were too low (or too high) for more than this share of the
 * time, the forecast ranges of later runs are extended upwards (or downwards).
 */
const missTarget = 0.1;

/**
 * If the forecasts of an earlier run were too low for the share `x` of the time, the distance from `likely` to `high`
 * in later ranges is multiplied by `Math.exp(wideningPerMiss * (x - missTarget))`. Forecasts that were too high widen
 * the distance from `low` to `likely` in a similar way.
 */
const wideningPerMiss = 1;
/** All earlier runs together multiply the width of a range by at most `Math.exp(maxWidening)`. */
const maxWidening = 2;

/** The forecast on the screen is recorded again whenever the elapsed time of the run has grown by this factor. */
const keepInterval = 1.1;

/** An uncertain duration in seconds: 0 ≤ low ≤ likely ≤ high. */
export type SecondsRange = {
	readonly low: number;
	readonly likely: number;
	readonly high: number;
};

/** The forecasts on the screen while a run was running, oldest first. `range` is null if no forecast was shown. */
export type ShownForecasts = ReadonlyArray<{
	readonly at: Instant;
	readonly range: SecondsRange | null;
}>;

/**
 * How often the forecast of a run was wrong, as shares (0 to 1) of the time in which it had a forecast. `above`: the
 * run ended after the forecast range. `below`: it ended before that range.
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
 * Returns null for a range that is too wide to be useful. But if its `high` is at most `soonSec`, returns it with `low`
 * 0, as an upper bound. Returns a narrow range unchanged.
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

/** Widens a range if earlier forecasts were wrong, so that about 80 % of all runs end within their range. */
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
 * Returns the factor (at least 1) by which one side of a range is widened. It exceeds 1 if earlier runs ended outside
 * that side of their forecast range more often than `missTarget`.
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
