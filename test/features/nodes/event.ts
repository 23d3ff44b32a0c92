import type {LogEntry} from '../../../source/core/log/log-entry.ts';
import {entry, name} from '../../helpers/values.ts';

/** A log entry about an event of the engine, `second` seconds after `start`; without a time if that is null. */
export function event(
	second: number | null,
	type: string,
	node: string | null = null,
	message = `${type} ${node ?? ''}`,
): LogEntry {
	return entry(message, second ?? 0, {
		...(second === null && {at: null}),
		eventType: name(type),
		nodeId: node === null ? null : name(node),
		severity: type === 'execution_error' ? 'error' : 'info',
	});
}

export const eventTypes = [
	'execution_start',
	'execution_cached',
	'executing',
	'progress',
	'executed',
	'execution_error',
	'execution_interrupted',
	'execution_success',
	'log',
];
