import {memoizeByObject} from '../memoize.ts';
import type {Course, RunProfile} from './run-samples.ts';

/** A run at one moment. */
type Moment = {
	/** Null if the service does not say it. */
	readonly percent: number | null;
	/** Seconds since the start. */
	readonly elapsed: number;
	/** Up to this moment. */
	readonly course: Course;
};

/** Estimates the seconds left, given the newest earlier runs of the workflow. Null if it cannot. */
type Estimator = (earlier: readonly RunProfile[], moment: Moment) => number | null;

/** How many of the newest earlier runs are used: to estimate, to choose the estimator, and for its range. */
const newest = {estimate: 10, choice: 5, range: 8};

/** The mean error of an estimator that was not tried yet, as a share of a run's duration. */
const untriedError = 0.1;

/** At how many moments of an ended run the estimators are tried. */
const trialMoments = 40;

/** Progress below this percentage says nothing about the rest. */
const minPercent = 0.1;

/** All estimators. The first one is used until the others have been tried. */
const estimators = {
	/** The rest is as fast as all of the progress so far. */
	even: (_, {percent, elapsed}) =>
		percent === null || percent < minPercent ? null : elapsed * (100 / percent - 1),
	/** What earlier runs had left at this percentage. */
	course: (earlier, moment) =>
		median(compare(earlier, moment).map(({reached, passed}) => Math.max(reached, passed))),
	/**
	 * What earlier runs of the most similar speed had left at this percentage, times how much slower this run was. With all
	 * newest runs instead, the error over all shapes of the bench is 5.3 % instead of 4.7 %.
	 */
	scaled(earlier, moment) {
		const alike = compare(earlier, moment)
			.toSorted((a, b) => Math.abs(Math.log(a.scale)) - Math.abs(Math.log(b.scale)))
			.slice(0, Math.ceil(earlier.length / 2));
		return median(
			alike.map(({reached, passed, since, scale}) =>
				Math.max((reached + since) * scale - since, passed * scale),
			),
		);
	},
	/** What earlier runs had left after this time. */
	duration: (earlier, {elapsed}) =>
		median(earlier.map(({seconds}) => seconds - elapsed).filter(left => left > 0)),
} as const satisfies Record<string, Estimator>;

const names = Object.keys(estimators) as ReadonlyArray<keyof typeof estimators>;

/**
 * Estimates the seconds left of a run: the likely number, and a range that probably contains it. Uses the estimator with
 * the smallest error in this part of the newest earlier runs. Null if there is none.
 */
export function estimateLeft(earlier: readonly RunProfile[], moment: Moment) {
	const {withCourse, withoutCourse} = trialsOf(earlier);
	const trials = moment.percent === null ? withoutCourse : withCourse;
	const part = partOf(earlier, moment);
	const [best] = names
		.flatMap(name => {
			const likely = estimators[name](newestOf(earlier), moment);
			const tried = trials
				.map(run => run.filter(trial => trial.name === name && trial.part === part))
				.filter(run => run.length > 0);
			const errors = tried.slice(-newest.choice).map(run => mean(run.map(({error}) => error)));
			return likely === null
				? []
				: [{likely, tried, error: errors.length === 0 ? untriedError : mean(errors)}];
		})
		.toSorted((a, b) => a.error - b.error);

	if (best === undefined) {
		return null;
	}

	const {likely, tried} = best;
	const ratios = tried.flatMap(run => run.map(({ratio}) => ratio)).toSorted((a, b) => a - b);
	const margin = marginOf(usualSeconds(earlier, 0));
	// Few runs make a wide range.
	const wider = 1.15 + 0.3 / tried.length;
	const [lowest, highest] =
		ratios.length === 0
			? [1 / 1.5, 1.5]
			: [quantile(ratios, 0.07) / wider, quantile(ratios, 0.93) * wider];
	return {
		low: Math.min(likely, Math.max(0, (likely + margin) * lowest - margin)),
		likely,
		high: Math.max(likely, (likely + margin) * highest - margin),
	};
}

/** Returns the newest earlier runs; none if there is only one, which may be an exception. */
function newestOf(earlier: readonly RunProfile[]): readonly RunProfile[] {
	return earlier.length < 2 ? [] : earlier.slice(-newest.estimate);
}

/** Memoized, because all runs of a workflow share the array `earlier`. */
const trialsOf = memoizeByObject((earlier: readonly RunProfile[]) => ({
	withCourse: tryOn(earlier, true),
	withoutCourse: tryOn(earlier, false),
}));

/** Tries the estimators on the newest runs that have a course, or on those that have none. */
function tryOn(earlier: readonly RunProfile[], hasCourse: boolean) {
	return [...earlier.entries()]
		.filter(([, {course, seconds}]) => seconds > 0 && course.length > 0 === hasCourse)
		.slice(-newest.range)
		.map(([index, run]) => {
			const before = newestOf(earlier.slice(0, index));
			const margin = marginOf(run.seconds);
			// Without percentages a run is tried by the time that others took, even if it took far longer.
			const span = hasCourse ? run.seconds : usualSeconds(before, run.seconds);
			return Array.from({length: 2 * trialMoments}, (_, count) => {
				const elapsed = (span * (count + 0.5)) / trialMoments;

				if (elapsed >= run.seconds) {
					return [];
				}

				const course = run.course.filter(([, seconds]) => seconds <= elapsed);
				const moment = {elapsed, course, percent: hasCourse ? (course.at(-1)?.[0] ?? 0) : null};
				const left = run.seconds - elapsed;
				return names.flatMap(name => {
					const likely = estimators[name](before, moment);
					return likely === null
						? []
						: {
								name,
								part: partOf(before, moment),
								error: Math.abs(likely - left) / run.seconds,
								ratio: (left + margin) / (likely + margin),
							};
				});
			}).flat();
		});
}

/** Returns the fifth of the progress, from 1 to 5, or 0 before the first percent. Without percentages, of the usual duration. */
function partOf(earlier: readonly RunProfile[], {percent, elapsed}: Moment): number {
	const progress = percent ?? (100 * elapsed) / usualSeconds(earlier, Infinity);
	return percent === 0 ? 0 : Math.min(5, Math.max(1, Math.ceil(progress / 20)));
}

function usualSeconds(earlier: readonly RunProfile[], unknown: number): number {
	return median(earlier.map(({seconds}) => seconds)) ?? unknown;
}

/** Seconds that are added to both parts of a ratio, so that the end of a run counts little. */
function marginOf(duration: number): number {
	return duration / 100;
}

/**
 * Compares a run with earlier ones. `reached`: the seconds that an earlier run had left when it first had this
 * percentage, less the seconds `since` this run first had it. `passed`: what it had left when it passed on. `scale`: how
 * much longer this run took to here.
 */
function compare(earlier: readonly RunProfile[], {percent, elapsed, course}: Moment) {
	const own = reach({course, seconds: elapsed}, percent ?? 0).reached;
	const since = elapsed - own;
	return earlier
		.filter(run => percent !== null && run.course.length > 0)
		.map(run => {
			const {seconds} = run;
			const {reached, passed} = reach(run, percent ?? 0);
			const scale = own > 0 && reached > 0 ? Math.min(5, Math.max(0.2, own / reached)) : 1;
			return {reached: seconds - reached - since, passed: seconds - passed, since, scale};
		});
}

/** Returns after how many seconds a run first had this percentage, and when it passed it. */
function reach({course, seconds}: Pick<RunProfile, 'course' | 'seconds'>, percent: number) {
	const points = [[0, 0], ...course, [100, seconds]] as const;
	const at = points.findIndex(point => point[0] >= percent - 0.05);
	const [[before, leftBefore], [after, reachedAfter]] = [
		points[at - 1] ?? [0, 0],
		points[at] ?? [100, seconds],
	];
	return after <= percent + 0.05
		? {reached: reachedAfter, passed: points[at + 1]?.[1] ?? seconds}
		: {
				reached: leftBefore + ((reachedAfter - leftBefore) * (percent - before)) / (after - before),
				passed: reachedAfter,
			};
}

function median(values: readonly number[]): number | null {
	return values.toSorted((a, b) => a - b)[Math.floor((values.length - 1) / 2)] ?? null;
}

function mean(values: readonly number[]): number {
	return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function quantile(sorted: readonly number[], share: number): number {
	return sorted[Math.round(share * (sorted.length - 1))] ?? 0;
}
