import type {Severity} from '../../core/log/log-entry.ts';

const byLevel: ReadonlyMap<string, Severity> = new Map([
	['trace', 'debug'],
	['debug', 'debug'],
	['info', 'info'],
	['warn', 'warn'],
	['warning', 'warn'],
	['err', 'error'],
	['error', 'error'],
	['fatal', 'error'],
	['critical', 'error'],
]);

/** Events that end a run badly, whatever level they are logged with. */
const errorEvents: ReadonlySet<string> = new Set(['execution_error', 'execution_interrupted']);

/** What the service's own words for level and event type mean. Words that are not known mean `info`. */
export function severityOf(level: string | null, eventType: string | null): Severity {
	if (eventType !== null && errorEvents.has(eventType)) {
		return 'error';
	}

	return level === null ? 'info' : (byLevel.get(level.toLowerCase()) ?? 'info');
}
