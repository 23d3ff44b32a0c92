import {executionCost, type Execution} from '../execution.ts';
import {updateSpending, type SpendingSamples} from '../money/spending.ts';
import type {Duration, Instant} from '../time/clock.ts';
import type {RunProfile} from './run-profile.ts';
import {updateWaitSamples, type WaitSamples} from './samples.ts';
import type {ShownForecasts} from './seconds-range.ts';

/** What all responses so far show about one run, for its forecast, the detection of stalls and its cost per hour. */
export type RunHistory = {
	/** The time of the newest response with a step (new log entries or changed `stepFields`); null before the first. */
	readonly movedAt: Instant | null;
	/** The longest time without a step while the run was running. Times in which the run was stalled do not count. */
	readonly longestIdleMs: Duration;
	readonly stalledMs: Duration;
	/** How long this program watched the run while the run was running. */
	readonly watchedMs: Duration;
	readonly spending: SpendingSamples;
	/** The service's estimates of the remaining wait in seconds, while the run is queued; empty otherwise. */
	readonly waits: WaitSamples;
	/** The positions of the run in the queue, while it is queued; empty otherwise. */
	readonly places: WaitSamples;
	/** The profiles of ended runs of the same workflow. The run that ended last is the last. */
	readonly earlierRuns: readonly RunProfile[];
	readonly shownForecasts: ShownForecasts;
	readonly countsForSession: boolean;
};

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

type HistoryUpdate = {
	readonly before: {readonly execution: Execution | null; readonly respondedAt: Instant | null};
	readonly execution: Execution;
	readonly logGrew: boolean;
	readonly wasStalled: boolean;
	readonly at: Instant;
};

export function updateHistory(history: RunHistory, update: HistoryUpdate): RunHistory {
	const {before, execution, logGrew, wasStalled, at} = update;
	const wasRunning = before.execution?.phase === 'running';
	const samePhase = before.execution?.phase === execution.phase;
	const moved =
		logGrew ||
		before.execution === null ||
		stepFields(before.execution).some((field, index) => field !== stepFields(execution)[index]);
	const idle =
		wasRunning && history.movedAt !== null && before.respondedAt !== null
			? before.respondedAt - history.movedAt
			: 0;
	const cost = executionCost(execution);
	return {
		...history,
		movedAt: moved ? at : history.movedAt,
		longestIdleMs:
			moved && samePhase && !wasStalled
				? Math.max(history.longestIdleMs, idle)
				: history.longestIdleMs,
		stalledMs: history.stalledMs + (moved && wasStalled ? idle : 0),
		watchedMs:
			history.watchedMs +
			(wasRunning && before.respondedAt !== null ? Math.max(0, at - before.respondedAt) : 0),
		spending:
			execution.phase === 'running' && cost !== null
				? updateSpending(history.spending, Number(cost), at)
				: [],
		waits: updateWaitSamples(history.waits, execution.estimatedWaitSec, at),
		places: updateWaitSamples(history.places, execution.queuePosition, at),
	};
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
