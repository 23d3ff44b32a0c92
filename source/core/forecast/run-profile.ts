import {missRates, type MissRates} from './calibration.ts';
import type {Instant} from '../time/clock.ts';
import {elapsedMs, type Execution} from '../execution.ts';
import type {LogSnapshot} from '../log/log-store.ts';
import type {ProgressSamples} from './progress-samples.ts';
import type {Run} from '../run.ts';

/** So many parts a run's time is cut into; its curve has a number between any two of them. */
export const profileParts = 24;

/** What an earlier run of the same workflow teaches about the next. */
export type RunProfile = {
	/** From its start to its end. */
	readonly seconds: number;
	/**
	 * how many percent it had made after 1/24, 2/24 … 23/24 of that time, never falling; null where too little is known
	 * of it. Progress is not time: a sampler's percents may be seconds, and a model may load for a minute at 0 %.
	 */
	readonly curve: readonly number[] | null;
	/** The longest it went without a step ahead; null where it was watched for too little of its time. */
	readonly longestIdleSec: number | null;
	/** When it ended; where that is not known it counts as long ago. */
	readonly endedAt?: Instant;
	/** How often its ranges did not hold its end; absent where there were none. */
	readonly missed?: MissRates;
};

/** Of a longer log so many entries are looked at, evenly. */
const maxEntries = 4000;

/** A log with fewer entries that tell of progress knows it less well than the polls did. */
const minEntries = 4;

/** Of a run that was watched for a smaller share of its time a curve would be made up. */
const minSeen = 0.5;

/** A run that was watched for a smaller share of its time may have had longer pauses than were seen. */
const minWatched = 0.8;

type Point = {readonly at: Instant; readonly percent: number};

/** What a run teaches that has succeeded; null where it has not, or where it is not known how long it took. */
export function summarizeRun(
	run: Pick<Run, 'execution' | 'log' | 'progressSamples' | 'history'>,
): RunProfile | null {
	const {execution, log, progressSamples, history} = run;
	const elapsed =
		execution === null || execution.phase !== 'succeeded' ? null : elapsedMs(execution, 0);

	if (execution === null || elapsed === null) {
		return null;
	}

	const {startedAt} = execution;

	// How far it was when, and how well it was foretold, teaches nothing about runs that do not stall.
	if (history.stalledMs > 0) {
		const seconds = Math.max(0, elapsed - history.stalledMs) / 1000;
		return {seconds, curve: null, longestIdleSec: null, ...endOf(execution)};
	}

	const missed = startedAt === null ? null : missRates(history.shownForecasts, startedAt + elapsed);
	const logged = loggedPoints(log);
	const points =
		logged.length >= minEntries
			? logged
			: history.watchedMs >= minSeen * elapsed
				? progressSamples
				: [];
	return {
		seconds: elapsed / 1000,
		curve: startedAt === null || elapsed <= 0 ? null : curveThrough(points, startedAt, elapsed),
		longestIdleSec: history.watchedMs >= minWatched * elapsed ? history.longestIdleMs / 1000 : null,
		...endOf(execution),
		...(missed === null ? {} : {missed}),
	};
}

function endOf({terminalAt}: Execution): Pick<RunProfile, 'endedAt'> {
	return terminalAt === null ? {} : {endedAt: terminalAt};
}

/** Percent after each part of the time, from what was known at some moments; null where that is too little. */
function curveThrough(
	points: ProgressSamples,
	start: Instant,
	length: number,
): readonly number[] | null {
	const inside = points.filter(({at}) => at >= start && at <= start + length);

	if (inside.length === 0) {
		return null;
	}

	const path = [
		{at: start, percent: 0},
		...withoutLosses(inside),
		{at: start + length, percent: 100},
	];
	let next = 1;
	return Array.from({length: profileParts - 1}, (_, index) => {
		const moment = start + (length * (index + 1)) / profileParts;

		while (next < path.length - 1 && (path[next]?.at ?? moment) <= moment) {
			next++;
		}

		const [from, to] = [path[next - 1], path[next]];
		return from === undefined || to === undefined ? 0 : percentBetween(from, to, moment, length);
	});
}

/** Steps that are close in time are points of one movement; where the next is far, it stood still until then. */
function percentBetween(from: Point, to: Point, moment: Instant, length: number): number {
	const share =
		to.at - from.at > length / profileParts ? 0 : (moment - from.at) / (to.at - from.at);
	return Math.round(10 * (from.percent + (to.percent - from.percent) * share)) / 10;
}

/** What was lost again later was never reached: the run had to go that way once more. */
function withoutLosses(points: ProgressSamples): ProgressSamples {
	let least = 100;
	return points
		.toReversed()
		.map(({at, percent}) => {
			least = Math.min(least, percent);
			return {at, percent: least};
		})
		.toReversed();
}

/** How far the run was by the entries of its log, which know it better than polls do. */
function loggedPoints({store, length}: LogSnapshot): ProgressSamples {
	const step = Math.max(1, Math.ceil(length / maxEntries));
	const points: Point[] = [];

	for (let index = 0; index < length; index += step) {
		const entry = store.entries[index];

		if (
			entry !== undefined &&
			entry.at !== null &&
			entry.progressPercent !== null &&
			entry.at >= (points.at(-1)?.at ?? entry.at)
		) {
			points.push({at: entry.at, percent: entry.progressPercent});
		}
	}

	return points;
}

const straight: readonly number[] = Array.from(
	{length: profileParts - 1},
	(_, index) => (100 * (index + 1)) / profileParts,
);

/** The share of its time after which the earlier run had reached so many percent. */
export function shareAtReaching({curve}: RunProfile, percent: number): number {
	const knots = knotsOf(curve);
	const at = knots.findIndex(knot => knot >= percent);
	const [before = 0, after = 100] = [knots[at - 1], knots[at]];
	return at <= 0 ? 0 : (at - (after - percent) / (after - before)) / profileParts;
}

/** The share of its time until which the earlier run had not got further than so many percent. */
export function shareAtLeaving({curve}: RunProfile, percent: number): number {
	const knots = knotsOf(curve);
	const at = knots.findLastIndex(knot => knot <= percent);
	const [before = 0, after = 100] = [knots[at], knots[at + 1]];
	return at === -1 || at >= profileParts
		? Math.max(0, at) / profileParts
		: (at + (percent - before) / (after - before)) / profileParts;
}

function knotsOf(curve: RunProfile['curve']): readonly number[] {
	return [0, ...(curve ?? straight), 100];
}
