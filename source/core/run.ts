import type {Instant} from './time/clock.ts';
import type {RunHistory} from './forecast/run-history.ts';
import type {LogSnapshot} from './log/log-store.ts';
import type {LogEntry} from './log/log-entry.ts';
import type {Money} from './money/money.ts';
import type {Output} from './output/output.ts';
import type {ProgressSamples} from './forecast/progress-samples.ts';
import type {Problem} from './problem.ts';
import type {RunError} from './run-error.ts';
import type {ForeignText, SafeText} from './text/text.ts';

/** The id of a run order (`wfrun_…`), exactly as it was given. Any text that is not empty may be one. */
export type RunOrderId = string;

/**
 * Where a run is in its life. `other` is a status that this program does not know: shown as it is, and not final.
 */
export type Phase = 'queued' | 'running' | 'succeeded' | 'failed' | 'canceled' | 'other';

export type FinalPhase = 'succeeded' | 'failed' | 'canceled';

/** Whether nothing more will happen to a run. */
export function isFinal(phase: Phase): phase is FinalPhase {
	return phase === 'succeeded' || phase === 'failed' || phase === 'canceled';
}

/** `queue_info` of an execution: where the run stands while it is queued. */
export type QueueInfo = {
	/** Place in the queue, as the service counts it. */
	readonly position: number | null;
	/** The service's own estimate of the wait, in seconds. */
	readonly estimatedWaitSec: number | null;
};

/** `progress_snapshot` of an execution. */
export type ProgressSnapshot = {
	readonly internalStatus: ForeignText | null;
	readonly completedNodeCount: number | null;
	readonly totalRunnableNodes: number | null;
	readonly lastEventType: ForeignText | null;
};

/**
 * One answer of `GET /workflow/run/execution`, as domain values. Fields that the answer did not carry are null.
 */
export type Execution = {
	readonly taskId: ForeignText | null;
	readonly workflowId: ForeignText | null;
	/** The status in the service's own word; `phase` is what it means. */
	readonly status: ForeignText;
	readonly phase: Phase;
	readonly queue: QueueInfo | null;
	/** 0 to 100, over the whole run. */
	readonly progressPercent: number | null;
	readonly snapshot: ProgressSnapshot | null;
	readonly actualDurationSec: number | null;
	readonly computeCost: Money | null;
	readonly externalModelCost: Money | null;
	readonly totalCost: Money | null;
	readonly error: RunError | null;
	readonly createdAt: Instant | null;
	readonly startedAt: Instant | null;
	readonly terminalAt: Instant | null;
	readonly outputs: readonly Output[];
	/** How many more the response had than are read. */
	readonly outputsLeftOut: number;
};

/** An execution together with the log that came with it. The log is merged into the run's book, then let go. */
export type ExecutionResponse = {
	readonly execution: Execution;
	/** What `logs` held: the whole log or only its tail, nobody knows. */
	readonly logs: readonly LogEntry[];
};

/** Why a run is no longer asked for although it is not final. */
export type GaveUp = 'unknown-run' | 'denied' | 'unreachable';

/** How fresh the knowledge of a run is, and what stands in the way of fresher. */
export type PollStatus = {
	/** When the newest answer came; null before the first. */
	readonly respondedAt: Instant | null;
	/** When an answer last told something new. */
	readonly changedAt: Instant | null;
	/** When it will be asked for next; null when it will not be. */
	readonly nextPollAt: Instant | null;
	/** Failed polls since the last answer. */
	readonly failures: number;
	/** The newest failure; null once an answer came after it. */
	readonly problem: Problem | null;
	readonly gaveUp: GaveUp | null;
};

/** Everything that is known of one watched run. */
export type Run = {
	readonly id: RunOrderId;
	/** The id, fit for the terminal. */
	readonly label: SafeText;
	/** The workflow's title; null until it is known. */
	readonly title: ForeignText | null;
	readonly addedAt: Instant;
	/** The newest answer; null before the first. It stays when later polls fail. */
	readonly execution: Execution | null;
	readonly log: LogSnapshot;
	readonly progressSamples: ProgressSamples;
	readonly history: RunHistory;
	readonly polling: PollStatus;
};

/** Whether nothing more is to be expected of a run: it is final, or it was given up. */
export function isSettled(run: Run): boolean {
	return run.polling.gaveUp !== null || (run.execution !== null && isFinal(run.execution.phase));
}
