import type {Instant} from '../time/clock.ts';
import type {RunProfile} from './run-profile.ts';
import type {SecondsRange} from './seconds-range.ts';

/** The ranges that were shown while a run ran (null: none), oldest first. They are compared with its end. */
export type ShownForecasts = ReadonlyArray<{
	readonly at: Instant;
	readonly range: SecondsRange | null;
}>;

/** The shares of a run's time in which the end came after the range, and before it. */
export type MissRates = {readonly above: number; readonly below: number};

/** A range of the right width misses so often at either side. */
const outside = 0.1;

/** By how much a run that was missed all the time widens the next range, and the most that this adds up to; as logarithms. */
const reaction = 1;
const widest = 2;

/** A guess is kept each time that the run has grown longer by so much. */
const growth = 1.1;

export function isForecastDue(
	shownForecasts: ShownForecasts,
	startedAt: Instant | null,
	at: Instant,
): boolean {
	const last = shownForecasts.at(-1);
	return (
		startedAt !== null && (last === undefined || at - startedAt > growth * (last.at - startedAt))
	);
}

/** How the guesses of a run that has ended did; null where there were none. */
export function missRates(shownForecasts: ShownForecasts, endedAt: Instant): MissRates | null {
	let [above, below, all] = [0, 0, 0];

	for (const [index, {at, range}] of shownForecasts.entries()) {
		if (range === null) {
			continue;
		}

		const left = (endedAt - at) / 1000;
		const time = (shownForecasts[index + 1]?.at ?? endedAt) - at;
		all += time;
		above += left > Math.ceil(range.high) ? time : 0;
		below += left < Math.floor(range.low) ? time : 0;
	}

	const share = (time: number): number => Math.round((100 * time) / all) / 100;
	return all <= 0 ? null : {above: share(above), below: share(below)};
}

/** The range, as wide as it has to be to hold what comes eight times out of ten, by how ranges of earlier runs did. */
export function calibrate(
	{low, likely, high}: SecondsRange,
	earlierRuns: readonly RunProfile[],
): SecondsRange {
	const [above, below] = [widthOf(earlierRuns, 'above'), widthOf(earlierRuns, 'below')];
	return {
		low: low <= 0 ? 0 : likely / (1 + (likely / low - 1) * below),
		likely,
		high: likely + (high - likely) * above,
	};
}

/** How many times as wide as it would be a side of the range is: more after each run that was missed too often, less after the others. */
function widthOf(earlierRuns: readonly RunProfile[], side: keyof MissRates): number {
	const log = earlierRuns.reduce(
		(sum, {missed}) =>
			missed === undefined
				? sum
				: Math.max(0, Math.min(widest, sum + reaction * (missed[side] - outside))),
		0,
	);
	return Math.exp(log);
}
