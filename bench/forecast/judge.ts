import type {Execution} from '../../source/core/execution.ts';
import type {Forecast} from '../../source/core/forecast/forecast.ts';

/** Two forecasts of the remaining seconds, made at the same moment of a run. `left` is the true number. */
export type Guess = {
	readonly left: number;
	readonly ours: Forecast['runSec'];
	/** Elapsed time × remaining percent ÷ done percent; null at 0 % or if the percent or the start is unknown. */
	readonly naive: number | null;
};

/** The forecasts of one run. `length` is the duration of the run in seconds. */
export type GuessedRun = {readonly length: number; readonly shownForecasts: readonly Guess[]};

/** The naive forecast: the remaining percents take as long as the done ones. */
export function naiveLeft(
	{progressPercent: percent, startedAt}: Execution,
	now: number,
): number | null {
	return percent === null || percent <= 0 || startedAt === null
		? null
		: (((now - startedAt) / 1000) * (100 - percent)) / percent;
}

/** The quality of forecasts. */
export type ForecastQuality = {
	/**
	 * The error of our forecasts as a share of the run's length: the mean in each run, then the median and the 90th
	 * percentile of these means.
	 */
	readonly ours: Errors;
	readonly naive: Errors;
	/** The error as a share of the remaining time instead. A remaining time below five seconds counts as five. */
	readonly oursOfRest: Errors;
	readonly naiveOfRest: Errors;
	/**
	 * The share of our forecasts whose range, as displayed, contained the true remaining time. `coverage` is the share
	 * of all moments at which we had a forecast; `naiveCoverage` is the share at which the naive forecast existed.
	 */
	readonly withinRange: number;
	readonly coverage: number;
	readonly naiveCoverage: number;
	readonly runs: number;
};

export type Errors = {readonly median: number; readonly p90: number};

const minRest = 5;

/**
 * Computes the quality of our forecasts and of the naive ones. The errors are computed only from the moments at which
 * both forecasts exist.
 */
export function judge(runs: readonly GuessedRun[]): ForecastQuality {
	const all = runs.flatMap(({shownForecasts}) => shownForecasts);
	const ranged = all.filter(({ours}) => ours !== null);
	return {
		ours: errorsOf(runs, ({left, ours}, length) => Math.abs((ours?.likely ?? 0) - left) / length),
		naive: errorsOf(runs, ({left, naive}, length) => Math.abs((naive ?? 0) - left) / length),
		oursOfRest: errorsOf(
			runs,
			({left, ours}) => Math.abs((ours?.likely ?? 0) - left) / Math.max(minRest, left),
		),
		naiveOfRest: errorsOf(
			runs,
			({left, naive}) => Math.abs((naive ?? 0) - left) / Math.max(minRest, left),
		),
		withinRange:
			ranged.filter(
				// As displayed: in whole seconds, rounded outward.
				({left, ours}) =>
					ours !== null &&
					left >= Math.floor(ours.low) &&
					left <= Math.ceil(Math.max(1, ours.high)),
			).length / Math.max(1, ranged.length),
		coverage: ranged.length / Math.max(1, all.length),
		naiveCoverage: all.filter(({naive}) => naive !== null).length / Math.max(1, all.length),
		runs: runs.length,
	};
}

function errorsOf(
	runs: readonly GuessedRun[],
	errorOf: (guess: Guess, length: number) => number,
): Errors {
	const means = runs.flatMap(({shownForecasts, length}) => {
		const both = shownForecasts.filter(({ours, naive}) => ours !== null && naive !== null);
		const sum = both.reduce((total, guess) => total + errorOf(guess, length), 0);
		return both.length === 0 ? [] : [sum / both.length];
	});
	means.sort((a, b) => a - b);
	const at = (share: number): number => means[Math.floor((means.length - 1) * share)] ?? Number.NaN;
	return {median: at(0.5), p90: at(0.9)};
}
