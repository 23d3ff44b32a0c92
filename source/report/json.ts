import type {ReportEvent} from './report-event.ts';
import {rfc3339} from './rfc3339.ts';
import {costNumber, runFields} from './run-fields.ts';
import {unseen} from './unseen.ts';

const everyUnseen = new RegExp(unseen, 'gu');

/**
 * The event as one line of JSON, without its line end, in the fields that are promised to the outside. Texts are exact
 * after decoding; what cannot be seen in them (C1, DEL, bidi, zero-width, line separators) is written as `\uXXXX`.
 */
export function writeJson(event: ReportEvent): string {
	const json = JSON.stringify({
		event: event.event,
		at: rfc3339(event.at),
		...('run' in event ? {run_order_id: event.run.id} : {}),
		...fields(event),
	});
	return json.replaceAll(everyUnseen, escapeUnits);
}

function fields(event: ReportEvent): Readonly<Record<string, unknown>> {
	switch (event.event) {
		case 'start': {
			return {version: event.version, run_order_ids: event.runOrderIds};
		}

		case 'run': {
			return runFields(event.run);
		}

		case 'log': {
			const {at, level, eventType, nodeId, message, progressPercent} = event.entry;
			return {
				logged_at: rfc3339(at),
				level: level?.exact ?? null,
				event_type: eventType?.exact ?? null,
				node_id: nodeId?.exact ?? null,
				message: message.exact,
				progress_percent: progressPercent,
			};
		}

		case 'output': {
			const {key, kind, value} = event.output;
			return {key: key.exact, kind, value: value.exact};
		}

		case 'error': {
			const {reason, detail, engineCode, statusCode} = event.error;
			return {
				reason: reason?.exact ?? null,
				detail: detail?.exact ?? null,
				engine_code: engineCode?.exact ?? null,
				status_code: statusCode,
			};
		}

		case 'problem': {
			const {kind, detail, httpStatus, serviceMessage, engineError} = event.problem;
			return {
				kind,
				// The engine's reason goes first: the service's message often says no more than that it failed.
				message: engineError?.reason?.exact ?? serviceMessage?.exact ?? detail,
				http_status: httpStatus,
				retry_in_ms: event.retryInMs,
			};
		}

		case 'end': {
			const {reason, exitCode, succeeded, failed, canceled, unfinished, totalCost} = event;
			return {
				reason,
				exit_code: exitCode,
				succeeded,
				failed,
				canceled,
				unfinished,
				total_cost: costNumber(totalCost),
			};
		}
	}
}

/** Each UTF-16 unit of a character as `\uXXXX`. */
function escapeUnits(character: string): string {
	return character
		.split('')
		.map(unit => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
		.join('');
}
