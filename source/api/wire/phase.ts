import type {Phase} from '../../core/execution.ts';

/** The phase for each known status of a run: `status` of an execution, and `run_status` of a run order. */
const phases: ReadonlyMap<string, Phase> = new Map([
	['queued', 'queued'],
	['running', 'running'],
	['succeeded', 'succeeded'],
	['completed', 'succeeded'],
	['failed', 'failed'],
	['canceled', 'canceled'],
	['cancelled', 'canceled'],
]);

export function isKnownStatus(status: string): boolean {
	return phases.has(status);
}

export function phaseOf(status: string): Phase {
	return phases.get(status) ?? 'other';
}
