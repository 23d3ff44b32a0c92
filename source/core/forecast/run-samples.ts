import {elapsedMs, type Execution} from '../execution.ts';
import type {RunLog} from '../log/run-log.ts';
import type {Duration, Instant} from '../time/clock.ts';

/**
 * The percentages of a run, and when it reached each, in seconds since its start. A pause lasts from one point to the
 * next. The percentage falls where the run lost progress.
 */
export type Course = ReadonlyArray<readonly [percent: number, seconds: number]>;

/** What is kept of a run that succeeded, to forecast later runs of its workflow. As JSON about 500 bytes, at most 2 kB. */
export type RunProfile = {
	/** Without the time in which the run was stalled. */
	readonly seconds: number;
	/** Empty if unknown. */
	readonly course: Course;
	/** The longest time without a step; null if the run was stalled, or was not watched for most of its duration. */
	readonly longestIdleSec: number | null;
	/** The wait in the queue, divided by the service's first estimate of it; null if unknown. */
	readonly waitRatio: number | null;
	/** A run without an end time counts as the oldest. */
	readonly endedAt: Instant | null;
};

/** What all responses so far show about one run, for its forecast and the detection of stalls. */
export type RunSamples = {
	/** The percentages since the run last left the queue, and when it first had each. They fall where progress was lost. */
	readonly progress: ReadonlyArray<{readonly at: Instant; readonly percent: number}>;
	/** The time of the newest response with a step (new log entries or changed `stepFields`); null before the first. */
	readonly movedAt: Instant | null;
	/** The longest time without a step while the run was running. Times in which the run was stalled do not count. */
	readonly longestIdleMs: Duration;
	readonly stalledMs: Duration;
	/** How long this program watched the run while the run was running. */
	readonly watchedMs: Duration;
	/** The service's estimate of the wait, when the run was first seen in the queue. */
	readonly firstWait: {readonly at: Instant; readonly seconds: number | null} | null;
	/** The profiles of ended runs of the same workflow. The run that ended last is the last. */
	readonly earlierRuns: readonly RunProfile[];
	readonly countsForSession: boolean;
};

export const noSamples: RunSamples = {
	progress: [],
	movedAt: null,
	longestIdleMs: 0,
	stalledMs: 0,
	watchedMs: 0,
	firstWait: null,
	earlierRuns: [],
	countsForSession: false,
};

/** Samples of the progress that are closer together (in percent) are thinned out, so that a long run has a few hundred. */
const minRise = 0.5;

type Response = {
	readonly before: {readonly execution: Execution | null; readonly respondedAt: Instant | null};
	readonly execution: Execution;
	readonly logGrew: boolean;
	readonly wasStalled: boolean;
	readonly at: Instant;
};

export function updateSamples(samples: RunSamples, response: Response): RunSamples {
	const {before, execution, logGrew, wasStalled, at} = response;
	const {movedAt, longestIdleMs, stalledMs, watchedMs, firstWait} = samples;
	const wasRunning = before.execution?.phase === 'running';
	const steps = stepFields(execution);
	const moved =
		logGrew ||
		before.execution === null ||
		stepFields(before.execution).some((field, index) => field !== steps[index]);
	const idle =
		wasRunning && movedAt !== null && before.respondedAt !== null
			? before.respondedAt - movedAt
			: 0;
	const {estimatedWaitSec: seconds, queuePosition: position} = execution;
	const isQueued = seconds !== null || position !== null;
	return {
		...samples,
		progress: updateProgress(samples.progress, execution, at),
		movedAt: moved ? at : movedAt,
		longestIdleMs: moved && !wasStalled ? Math.max(longestIdleMs, idle) : longestIdleMs,
		stalledMs: stalledMs + (moved && wasStalled ? idle : 0),
		watchedMs:
			watchedMs +
			(wasRunning && before.respondedAt !== null ? Math.max(0, at - before.respondedAt) : 0),
		firstWait: isQueued && (firstWait === null || wasRunning) ? {at, seconds} : firstWait,
	};
}

function updateProgress(
	progress: RunSamples['progress'],
	{phase, progressPercent: percent}: Execution,
	at: Instant,
): RunSamples['progress'] {
	const last = progress.at(-1);

	// A run that is queued again starts anew; a wall clock that goes back makes all samples useless.
	if (phase === 'queued' || (last !== undefined && at < last.at)) {
		return [];
	}

	if (percent === null || percent === last?.percent) {
		return progress;
	}

	// The newest sample always stays, since a pause may begin there.
	const [before, isRise] = [progress.at(-2), last !== undefined && percent > last.percent];
	const isThinned = isRise && before !== undefined && Math.abs(percent - before.percent) < minRise;
	return [...(isThinned ? progress.slice(0, -1) : progress), {at, percent}];
}

/**
 * Returns the fields whose change counts as a step, which shows that the run makes progress. Costs and wait times are
 * not among them, since they also change without progress.
 */
function stepFields(execution: Execution): readonly unknown[] {
	return [
		execution.phase,
		execution.status.exact,
		execution.progressPercent,
		execution.internalStatus?.exact,
		execution.completedNodeCount,
		execution.totalRunnableNodes,
		execution.lastEventType?.exact,
		execution.queuePosition,
		execution.outputs.length,
		execution.error === null,
	];
}

/** A point of a course is left out if the progress since the last point and the times before and after it are below this share. */
const courseStep = 1 / 30;

/** The course comes from the log if this many of its entries have a percentage; otherwise from the polls. */
const minLogged = 4;

/** The smallest share of a run's duration that must be watched to know its course, and to know its longest pause. */
const minWatched = {course: 0.5, pause: 0.8};

/** An estimated wait below this many seconds says nothing about later ones. */
const minWait = 5;

/** Returns what later runs learn from a run; null if it did not succeed or its duration is unknown. */
export function runProfileOf({
	execution,
	log,
	samples,
}: {
	readonly execution: Execution | null;
	readonly log: RunLog;
	readonly samples: RunSamples;
}): RunProfile | null {
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
