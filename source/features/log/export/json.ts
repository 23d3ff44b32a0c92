import type {LogEntry} from '../../../core/log/log-entry.ts';
import {escapeInvisible} from '../../../core/text/escape-invisible.ts';
import {rfc3339} from '../../../core/time/rfc3339.ts';
import type {LogExcerpt} from './state.ts';

/** Yields one JSON text per entry, like a `log` event of the option `--json`, but without the field `at`. */
export function* logJson({portions}: LogExcerpt): Generator<readonly string[], void> {
	for (const entries of portions) {
		yield entries.map(({run, entry}) =>
			escapeInvisible(JSON.stringify({event: 'log', run_order_id: run.id, ...logFields(entry)})),
		);
	}
}

export function logFields(entry: LogEntry) {
	const {at, level, eventType, nodeId, message, progressPercent, step} = entry;
	return {
		logged_at: rfc3339(at),
		level: level?.exact ?? null,
		event_type: eventType?.exact ?? null,
		node_id: nodeId?.exact ?? null,
		message: message.exact,
		progress_percent: progressPercent,
		value: step?.value ?? null,
		max: step?.max ?? null,
		fraction: step?.fraction ?? null,
	};
}
