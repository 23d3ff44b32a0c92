import type {Guesses} from './calibration.ts';
import type {Duration, Instant} from '../time/clock.ts';
import type {LearntRun} from './run-profile.ts';
import type {Execution} from '../run.ts';
import {observeSpend, type Spend} from '../money/spending.ts';
import {observeCountdown, type Countdown} from './queue-wait.ts';
import {executionCost} from '../money/totals.ts';

/** How a run has been getting on, as its answers told it: what its stalls, its wait and its burn rate are judged by. */
export type Course = {
	/** When an answer last told of a step: a log entry, a status, a percent, a node, a place in the queue. */
	readonly movedAt: Instant | null;
	/** The longest time for which answers said that it stood still, until it moved again; while it runs. No stall counts. */
	readonly quiet: Duration;
	/** For how long it was called stalled, in all. */
	readonly stalledMs: Duration;
	/** For how long it has been seen running. */
	readonly watchedMs: Duration;
	/** What it cost at some moments of the last minutes, while it runs. */
	readonly spend: Spend;
	/** The service's estimate of the wait, and the place in the queue, while it is queued. */
	readonly waits: Countdown;
	readonly places: Countdown;
	/** Earlier runs of the same workflow, the newest last, without this one. */
	readonly earlier: readonly LearntRun[];
	/** Its forecasts so far, to be compared with its end. */
	readonly guesses: Guesses;
	/** Whether what it costs is this session's, see `Ledger`. */
	readonly counts: boolean;
};

/** Before the first answer. */
export const noCourse: Course = {
	movedAt: null,
	quiet: 0,
	stalledMs: 0,
	watchedMs: 0,
	spend: [],
	waits: [],
	places: [],
	earlier: [],
	guesses: [],
	counts: false,
};

/** An answer, and what was known before it. */
export type Turn = {
	readonly before: {readonly execution: Execution | null; readonly answeredAt: Instant | null};
	readonly told: Execution;
	/** Whether the log has grown. */
	readonly logGrew: boolean;
	/** Whether it was called stalled until this answer. */
	readonly wasStalled: boolean;
	readonly at: Instant;
};

/** The course after an answer. What costs and waits say by counting on is no step: they do that by themselves. */
export function observeCourse(course: Course, turn: Turn): Course {
	const {before, told, logGrew, wasStalled, at} = turn;
	const runs = told.phase === 'running';
	const ranBefore = before.execution?.phase === 'running';
	const samePhase = before.execution?.phase === told.phase;
	const moved =
		logGrew ||
		before.execution === null ||
		steps(before.execution).some((step, index) => step !== steps(told)[index]);
	const stood =
		ranBefore && course.movedAt !== null && before.answeredAt !== null
			? before.answeredAt - course.movedAt
			: 0;
	const cost = executionCost(told);
	return {
		...course,
		movedAt: moved ? at : course.movedAt,
		quiet: moved && samePhase && !wasStalled ? Math.max(course.quiet, stood) : course.quiet,
		stalledMs: course.stalledMs + (moved && wasStalled ? stood : 0),
		watchedMs:
			course.watchedMs +
			(ranBefore && before.answeredAt !== null ? Math.max(0, at - before.answeredAt) : 0),
		spend: runs && cost !== null ? observeSpend(course.spend, Number(cost), at) : [],
		waits: observeCountdown(course.waits, told.queue?.estimatedWaitSec ?? null, at),
		places: observeCountdown(course.places, told.queue?.position ?? null, at),
	};
}

/** All that an answer tells which changes only when the run gets on. */
function steps({phase, status, progressPercent, snapshot, queue, outputs, error}: Execution) {
	return [
		phase,
		status.exact,
		progressPercent,
		snapshot?.internalStatus?.exact,
		snapshot?.completedNodeCount,
		snapshot?.totalRunnableNodes,
		snapshot?.lastEventType?.exact,
		queue?.position,
		outputs.length,
		error === null,
	];
}
