import type {Duration, Instant} from './time/clock.ts';
import type {LogEntry} from './log/log-entry.ts';
import {addMoney, type Money} from './money/money.ts';
import type {Output} from './output/output.ts';
import type {RunError} from './run-error.ts';
import type {ExecutionFields} from './run-fields.ts';
import type {ForeignText} from './text/text.ts';

/**
 * Where a run is in its life. `other` is a status that this program does not know: shown as it is, and not final.
 */
export type Phase = 'queued' | 'running' | 'succeeded' | 'failed' | 'canceled' | 'other';

export type FinalPhase = 'succeeded' | 'failed' | 'canceled';

/** Whether nothing more will happen to a run. */
export function isFinal(phase: Phase): phase is FinalPhase {
	return phase === 'succeeded' || phase === 'failed' || phase === 'canceled';
}

/** A response of `GET /workflow/run/execution` without its log. Fields that the response lacks are null. */
export type Execution = Omit<ExecutionFields, 'status'> & {
	/** The service's own word; `phase` is its meaning. */
	readonly status: ForeignText;
	readonly phase: Phase;
	readonly error: RunError | null;
	readonly outputs: readonly Output[];
	/** How many outputs of the response are left out. */
	readonly outputsLeftOut: number;
};

/** An execution together with the log that came with it. The log is merged into the run's book, then let go. */
export type ExecutionResponse = {
	readonly execution: Execution;
	/** What `logs` held: the whole log or only its tail, nobody knows. */
	readonly logs: readonly LogEntry[];
};

/**
 * How long a run has been running, or ran in all: what the service measured, else the time between its start and its
 * end (now, while it goes on). Null while it has not started. Never negative, since the clocks of here and there differ.
 */
export function elapsedMs(execution: Execution, now: Instant): Duration | null {
	const {actualDurationSec, phase, startedAt, terminalAt} = execution;

	if (isFinal(phase) && actualDurationSec !== null) {
		return Math.max(0, actualDurationSec * 1000);
	}

	const end = isFinal(phase) ? terminalAt : now;
	return startedAt === null || end === null ? null : Math.max(0, end - startedAt);
}

/** What a run cost so far: its total, or the sum of the parts that are known; null when nothing is. */
export function executionCost(execution: Execution): Money | null {
	if (execution.totalCost !== null) {
		return execution.totalCost;
	}

	const parts = [execution.computeCost, execution.externalModelCost].filter(part => part !== null);
	return parts.length === 0 ? null : addMoney(...parts);
}
