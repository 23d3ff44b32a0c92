import type {Phase} from '../../domain/run.ts';

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

/** What a status in the service's own word means. */
export function phaseOf(status: string): Phase {
	return phases.get(status) ?? 'other';
}
