import type {LogEntry} from './log/log-entry.ts';
import {addMoney, type Money} from './money/money.ts';
import type {Output} from './output/output.ts';
import type {RunError} from './problem.ts';
import type {ExecutionFields} from './run-fields.ts';
import type {ForeignText} from './text/sanitize.ts';
import type {Duration, Instant} from './time/clock.ts';

/** The state of a run. `other` is any status that this program does not know; such a run counts as not ended. */
export type Phase = 'queued' | 'running' | 'succeeded' | 'failed' | 'canceled' | 'other';

/** The phases that the API documents as values of `status`. */
export const knownPhases = ['queued', 'running', 'succeeded', 'failed', 'canceled'] as const;

export type FinalPhase = 'succeeded' | 'failed' | 'canceled';

export function isFinalPhase(phase: Phase): phase is FinalPhase {
	return phase === 'succeeded' || phase === 'failed' || phase === 'canceled';
}

/** A response of `GET /workflow/run/execution` without its log. A field that the response lacks is null. */
export type Execution = Omit<ExecutionFields, 'status'> & {
	/** The status as the service writes it. `phase` is the parsed status. */
	readonly status: ForeignText;
	readonly phase: Phase;
	/** Whether the total cost is unknown because the service has sent a cost that cannot be read. */
	readonly isCostUnreadable: boolean;
	readonly error: RunError | null;
	readonly outputs: readonly Output[];
	readonly outputsLeftOut: number;
};

export type ExecutionResponse = {
	/** How long it took to parse and read the response. */
	readonly readMs?: Duration;
	readonly execution: Execution;
	/** All entries of the run's log, or only the newest ones. The API does not report which of the two. */
	readonly logs: readonly LogEntry[];
};

/** Returns the milliseconds from the start to `now` or the end; null if unknown. At least 0, even if clocks differ. */
export function elapsedMs(execution: Execution | null, now: Instant): Duration | null {
	if (execution === null) {
		return null;
	}

	const {actualDurationSec, phase, startedAt, terminalAt} = execution;

	if (isFinalPhase(phase) && actualDurationSec !== null) {
		return Math.max(0, actualDurationSec * 1000);
	}

	const end = isFinalPhase(phase) ? terminalAt : now;
	return startedAt === null || end === null ? null : Math.max(0, end - startedAt);
}

/**
 * Returns the total cost, or else the sum of the compute and external model costs that are known; null if none is, or if
 * one cannot be read.
 */
export function executionCost(execution: Execution | null): Money | null {
	if (execution === null) {
		return null;
	}

	const {totalCost, computeCost, externalModelCost, isCostUnreadable} = execution;

	if (isCostUnreadable || totalCost !== null) {
		return totalCost;
	}

	const parts = [computeCost, externalModelCost].filter(part => part !== null);
	return parts.length === 0 ? null : addMoney(...parts);
}
