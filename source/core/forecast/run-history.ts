import type {ShownForecasts} from './calibration.ts';
import type {Duration, Instant} from '../time/clock.ts';
import type {RunProfile} from './run-profile.ts';
import {type Execution, executionCost} from '../execution.ts';
import {updateSpending, type SpendingSamples} from '../money/spending.ts';
import {updateWaitSamples, type WaitSamples} from './queue-wait.ts';

/** How a run has been getting on, as its answers told it: what its stalls, its wait and its burn rate are judged by. */
export type RunHistory = {
	/** When an answer last told of a step: a log entry, a status, a percent, a node, a place in the queue. */
	readonly movedAt: Instant | null;
	/** The longest time for which answers said that it stood still, until it moved again; while it runs. No stall counts. */
	readonly longestIdleMs: Duration;
	/** For how long it was called stalled, in all. */
	readonly stalledMs: Duration;
	/** For how long it has been seen running. */
	readonly watchedMs: Duration;
	/** What it cost at some moments of the last minutes, while it runs. */
	readonly spending: SpendingSamples;
	/** The service's estimate of the wait, and the place in the queue, while it is queued. */
	readonly waits: WaitSamples;
	readonly places: WaitSamples;
	/** Earlier runs of the same workflow, the newest last, without this one. */
	readonly earlierRuns: readonly RunProfile[];
	/** Its forecasts so far, to be compared with its end. */
	readonly shownForecasts: ShownForecasts;
	/** Whether what it costs is this session's, see `Ledger`. */
	readonly countsForSession: boolean;
};

/** Before the first answer. */
export const emptyHistory: RunHistory = {
	movedAt: null,
	longestIdleMs: 0,
	stalledMs: 0,
	watchedMs: 0,
	spending: [],
	waits: [],
	places: [],
	earlierRuns: [],
	shownForecasts: [],
	countsForSession: false,
};

/** An answer, and what was known before it. */
export type HistoryUpdate = {
	readonly before: {readonly execution: Execution | null; readonly respondedAt: Instant | null};
	readonly execution: Execution;
	/** Whether the log has grown. */
	readonly logGrew: boolean;
	/** Whether it was called stalled until this answer. */
	readonly wasStalled: boolean;
	readonly at: Instant;
};

/** The course after an answer. What costs and waits say by counting on is no step: they do that by themselves. */
export function updateHistory(history: RunHistory, turn: HistoryUpdate): RunHistory {
	const {before, execution: told, logGrew, wasStalled, at} = turn;
	const runs = told.phase === 'running';
	const ranBefore = before.execution?.phase === 'running';
	const samePhase = before.execution?.phase === told.phase;
	const moved =
		logGrew ||
		before.execution === null ||
		steps(before.execution).some((step, index) => step !== steps(told)[index]);
	const stood =
		ranBefore && history.movedAt !== null && before.respondedAt !== null
			? before.respondedAt - history.movedAt
			: 0;
	const cost = executionCost(told);
	return {
		...history,
		movedAt: moved ? at : history.movedAt,
		longestIdleMs:
			moved && samePhase && !wasStalled
				? Math.max(history.longestIdleMs, stood)
				: history.longestIdleMs,
		stalledMs: history.stalledMs + (moved && wasStalled ? stood : 0),
		watchedMs:
			history.watchedMs +
			(ranBefore && before.respondedAt !== null ? Math.max(0, at - before.respondedAt) : 0),
		spending: runs && cost !== null ? updateSpending(history.spending, Number(cost), at) : [],
		waits: updateWaitSamples(history.waits, told.estimatedWaitSec, at),
		places: updateWaitSamples(history.places, told.queuePosition, at),
	};
}

/** All that an answer tells which changes only when the run gets on. */
function steps(execution: Execution) {
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
