import type {LogEntry} from '../../domain/log-entry.ts';
import {readNumber} from './readers.ts';

/** The node's step counter, `value` of `max`; null where the entry has none that makes sense. */
export function readStep(item: Readonly<Record<string, unknown>>): LogEntry['step'] {
	if (item['max'] === undefined) {
		return null;
	}

	const value = readNumber(item['value']);
	const max = readNumber(item['max']);
	return value === null || max === null || max <= 0 ? null : {value, max};
}
