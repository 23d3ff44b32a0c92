import type {Duration, Instant} from '../time/clock.ts';
import {executionCost, type Execution} from '../execution.ts';
import {updateSpending, type SpendingSamples} from '../money/spending.ts';
import type {RunProfile} from './run-profile.ts';
import {updateWaitSamples, type WaitSamples} from './samples.ts';
import type {ShownForecasts} from './seconds-range.ts';

/** Data from all responses of a run so far, for its forecast, stall detection and burn rate. */
export type RunHistory = {
	/**
	 * The time of the newest response that reported a step: a log entry, or a change of the status, percent, node or
	 * position in the queue.
	 */
	readonly movedAt: Instant | null;
	/** The longest pause between two steps while the run was running, not counting stalls. */
	readonly longestIdleMs: Duration;
	readonly stalledMs: Duration;
	/** How long this program watched the run while the run was running. */
	readonly watchedMs: Duration;
	readonly spending: SpendingSamples;
	/** The service's estimates of the wait while the run is queued. */
	readonly waits: WaitSamples;
	/** The positions in the queue while the run is queued. */
	readonly places: WaitSamples;
	/** The profiles of other runs of the same workflow. The newest run is the last. */
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

export type HistoryUpdate = {
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

/** Returns the fields that change only with a step of the run. (Costs and waits also change with time.) */
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
