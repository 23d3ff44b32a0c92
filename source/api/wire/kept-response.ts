import type {Execution} from '../../core/execution.ts';
import type {FieldType} from '../../core/field.ts';
import {keptLog, type KeptResponse} from '../../core/log/kept-log.ts';
import type {LogEntry} from '../../core/log/log-entry.ts';
import {logOf, type LogSnapshot} from '../../core/log/log-store.ts';
import type {RunError} from '../../core/run-error.ts';
import {runFields} from '../../core/run-fields.ts';
import type {ForeignText} from '../../core/text/text.ts';
import {withoutQueries} from '../../core/text/without-secrets.ts';
import {readExecution} from './execution.ts';
import {readOutput} from './outputs.ts';

/**
 * Writes a response as the service does (`GET /workflow/run/execution`), but with a list of outputs, to be read again by
 * `readKeptResponse`. Keeps only a part of the log, and no query of an address, because it can be a signature.
 */
export function writeKeptResponse(execution: Execution, log: LogSnapshot): string {
	const data: Record<string, unknown> = {};

	for (const [name, field] of Object.entries(runFields)) {
		const value = name in execution ? execution[name as keyof typeof execution] : null;

		if (value !== null && 'api' in field) {
			const parent = 'parent' in field ? (data[field.parent] ??= {}) : data;
			(parent as Record<string, unknown>)[field.api] = plain(value, field.type);
		}
	}

	const {entries, gaps} = keptLog(log);
	const kept = {
		...data,
		error: execution.error === null ? undefined : writeError(execution.error),
		outputs: execution.outputs.map(({key, value, address, name}) => [
			key.exact,
			address === null ? value.exact : address.origin + address.pathname,
			name?.exact,
		]),
		logs: entries.map(writeEntry),
		gaps,
	};
	return JSON.stringify(kept, (_, value: unknown) =>
		typeof value === 'string' ? withoutQueries(value) : value,
	);
}

/** Throws a `SyntaxError` or an `ApiError` for a text that `writeKeptResponse` has not written. */
export function readKeptResponse(text: string): KeptResponse {
	const {outputs, gaps, ...data} = JSON.parse(text) as {
		readonly outputs: ReadonlyArray<[string, string, string?]>;
		readonly gaps: readonly number[];
	};
	const {execution, logs} = readExecution(data);
	return {
		execution: {
			...execution,
			outputs: outputs.map(([key, value, name]) => readOutput(key, value, name ?? null)),
		},
		log: logOf(logs, gaps),
	};
}

function plain(value: unknown, type: FieldType): unknown {
	return type === 'name' || type === 'prose' ? (value as ForeignText).exact : value;
}

function writeError({reason, detail, engineCode, statusCode}: RunError) {
	return {
		reason: reason?.exact,
		detail: detail?.exact,
		engine_code: engineCode?.exact,
		status_code: statusCode,
	};
}

function writeEntry({at, eventType, level, message, nodeId, progressPercent, step}: LogEntry) {
	return {
		at: at ?? undefined,
		event_type: eventType?.exact,
		level: level?.exact,
		message: message.exact,
		node_id: nodeId?.exact,
		progress_percent: progressPercent ?? undefined,
		value: step?.value ?? undefined,
		max: step?.max ?? undefined,
		fraction: step?.fraction ?? undefined,
	};
}
