import type {Forecast} from '../../source/core/forecast/forecast.ts';
import type {Execution} from '../../source/core/execution.ts';

/** A forecast that was made of a run, and what the naive one would have been; all in seconds. */
export type Guess = {
	readonly left: number;
	readonly ours: Forecast['runSec'];
	/** Time gone times what is left of the percents; null at 0 %. */
	readonly naive: number | null;
};

/** All that was guessed of one run while it went on. */
export type GuessedRun = {readonly length: number; readonly shownForecasts: readonly Guess[]};

/** What everybody does: as long for the rest as for what is done. */
export function naiveLeft(
	{progressPercent: percent, startedAt}: Execution,
	now: number,
): number | null {
	return percent === null || percent <= 0 || startedAt === null
		? null
		: (((now - startedAt) / 1000) * (100 - percent)) / percent;
}

/** How good shownForecasts were. */
export type Judgement = {
	/** The error of a guess as a share of the run's length: its mean over a run, and of the runs the median and the 90th percentile. */
	readonly ours: Errors;
	readonly naive: Errors;
	/** The error as a share of what was left (of five seconds at least). */
	readonly oursOfRest: Errors;
	readonly naiveOfRest: Errors;
	/** Shares: of the shownForecasts whose range held what came; of the moments in which there was a guess, ours and naive. */
	readonly held: number;
	readonly told: number;
	readonly toldNaive: number;
	readonly runs: number;
};

export type Errors = {readonly median: number; readonly p90: number};

const minRest = 5;

/** Judges both by the moments in which both had a guess. */
export function judge(runs: readonly GuessedRun[]): Judgement {
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
		held:
			ranged.filter(
				// Read as they are shown: in whole seconds, rounded away from the middle.
				({left, ours}) =>
					ours !== null &&
					left >= Math.floor(ours.low) &&
					left <= Math.ceil(Math.max(1, ours.high)),
			).length / Math.max(1, ranged.length),
		told: ranged.length / Math.max(1, all.length),
		toldNaive: all.filter(({naive}) => naive !== null).length / Math.max(1, all.length),
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
