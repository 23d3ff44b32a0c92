import type {Phase} from '../../core/execution.ts';

/** Success is this list and nothing else: a status that is not in it is shown as it is, and is not final. */
const phases: ReadonlyMap<string, Phase> = new Map([
	['queued', 'queued'],
	['running', 'running'],
	['succeeded', 'succeeded'],
	['completed', 'succeeded'],
	['failed', 'failed'],
	['canceled', 'canceled'],
	['cancelled', 'canceled'],
]);

/** The documented statuses. The service may have others. */
export const knownStatuses: readonly string[] = [...new Set(phases.values())];

/** Whether the service is known to use the word. */
export function isKnownStatus(status: string): boolean {
	return phases.has(status);
}

/** What a status in the service's own word means. */
export function phaseOf(status: string): Phase {
	return phases.get(status) ?? 'other';
}
