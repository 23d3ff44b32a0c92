import type {RunError} from '../core/run-error.ts';
import {downloadEn} from '../features/outputs/download/messages.ts';
import {problemEn} from '../i18n/problem.ts';
import {escapeInvisible} from '../core/text/escape-invisible.ts';
import {logFields} from '../features/log/export/json.ts';
import type {ReportEvent} from './event.ts';
import {rfc3339} from '../core/time/rfc3339.ts';
import {costNumber, eventFields} from './event-fields.ts';

/**
 * Formats an event as one line of JSON without a newline. Texts are exact after decoding. Invisible characters (C1, DEL,
 * bidi, zero-width, line separators) are written as `\uXXXX`.
 */
export function writeJson(event: ReportEvent): string {
	const json = JSON.stringify({
		event: event.event,
		at: rfc3339(event.at),
		...('run' in event ? {run_order_id: event.run?.id ?? null} : {}),
		...fields(event),
	});
	return escapeInvisible(json);
}

function fields(event: ReportEvent): Readonly<Record<string, unknown>> {
	switch (event.event) {
		case 'start': {
			return {version: event.version, run_order_ids: event.runOrderIds};
		}

		case 'run': {
			return eventFields(event.run);
		}

		case 'log': {
			return logFields(event.entry);
		}

		case 'output': {
			const {key, kind, value} = event.output;
			return {key: key.exact, kind, value: value.exact};
		}

		case 'outputs-cut': {
			return {reported: event.reported, left_out: event.leftOut};
		}

		case 'download': {
			const {key, path, bytes} = event;
			return {key: key.exact, path: path.exact, bytes};
		}

		case 'download-failed': {
			const {key, why} = event;
			// Always English, for scripts.
			return {key: key.exact, reason: downloadEn.why(why)};
		}

		case 'error': {
			return errorFields(event.error);
		}

		case 'problem': {
			const {kind, httpStatus, serviceMessage, engineError} = event.problem;
			return {
				kind,
				// The engine's reason is more specific than the service's message.
				message:
					engineError?.reason?.exact ?? serviceMessage?.exact ?? problemEn.cause(event.problem),
				http_status: httpStatus,
				retry_in_ms: event.retryInMs,
				...errorFields(engineError),
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

function errorFields(error: RunError | null) {
	return {
		reason: error?.reason?.exact ?? null,
		detail: error?.detail?.exact ?? null,
		engine_code: error?.engineCode?.exact ?? null,
		status_code: error?.statusCode ?? null,
	};
}
