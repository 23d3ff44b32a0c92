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

/** Events that mean an error, whatever their level. */
const errorEvents: ReadonlySet<string> = new Set(['execution_error', 'execution_interrupted']);

/** The severity by `level` and `event_type` of a log entry; `info` for unknown values. */
export function severityOf(level: string | null, eventType: string | null): Severity {
	if (eventType !== null && errorEvents.has(eventType)) {
		return 'error';
	}

	return level === null ? 'info' : (byLevel.get(level.toLowerCase()) ?? 'info');
}
