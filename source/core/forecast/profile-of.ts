import {elapsedMs} from '../execution.ts';
import type {Run} from '../run.ts';
import type {Instant} from '../time/clock.ts';
import type {Course, RunProfile} from './run-samples.ts';

/** A point of a course is left out if the progress since the last point and the times before and after it are below this share. */
const courseStep = 1 / 30;

/** The course comes from the log if this many of its entries have a percentage; otherwise from the polls. */
const minLogged = 4;

/** The smallest share of a run's duration that must be watched to know its course, and to know its longest pause. */
const minWatched = {course: 0.5, pause: 0.8};

/** An estimated wait below this many seconds says nothing about later ones. */
const minWait = 5;

/** Returns what later runs learn from a run; null if it did not succeed or its duration is unknown. */
export function profileOf({
	execution,
	log,
	samples,
}: Pick<Run, 'execution' | 'log' | 'samples'>): RunProfile | null {
	const elapsed = execution?.phase === 'succeeded' ? elapsedMs(execution, 0) : null;

	if (execution === null || elapsed === null) {
		return null;
	}

	const {startedAt, terminalAt: endedAt} = execution;
	const {progress, firstWait, longestIdleMs, stalledMs, watchedMs} = samples;
	const seconds = Math.max(0, elapsed - stalledMs) / 1000;
	const logged = log.entries.flatMap(({at, progressPercent: percent}) =>
		at === null || percent === null ? [] : [{at, percent}],
	);
	const known =
		logged.length >= minLogged ? logged : watchedMs >= minWatched.course * elapsed ? progress : [];
	return {
		seconds,
		// The course of a stalled run says nothing about other runs.
		course: startedAt === null || stalledMs > 0 ? [] : courseOf(known, startedAt, seconds),
		longestIdleSec:
			stalledMs > 0 || watchedMs < minWatched.pause * elapsed ? null : longestIdleMs / 1000,
		waitRatio:
			startedAt === null || firstWait === null || (firstWait.seconds ?? 0) < minWait
				? null
				: Math.max(0, startedAt - firstWait.at) / 1000 / (firstWait.seconds ?? 0),
		endedAt,
	};
}

function courseOf(
	samples: ReadonlyArray<{readonly at: Instant; readonly percent: number}>,
	start: Instant,
	duration: number,
): Course {
	const points = samples
		.map(({at, percent}) => [round(percent), round((at - start) / 1000)] as const)
		.filter(([percent, seconds]) => percent < 100 && seconds >= 0 && seconds <= duration);
	let kept = 0;
	return points.filter(([percent, seconds], index) => {
		const [, previous] = points[index - 1] ?? [0, 0];
		const [nextPercent, next] = points[index + 1] ?? [100, duration];
		const isKept =
			Math.abs(percent - kept) >= 100 * courseStep ||
			nextPercent < percent ||
			Math.max(seconds - previous, next - seconds) >= duration * courseStep;
		kept = isKept ? percent : kept;
		return isKept;
	});
}

function round(value: number): number {
	return Math.round(10 * value) / 10;
}
