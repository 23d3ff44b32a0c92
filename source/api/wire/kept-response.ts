import type {Execution} from '../../core/execution.ts';
import type {LogEntry} from '../../core/log/log-entry.ts';
import {nodeEventKind} from '../../core/log/node-event.ts';
import {entryAt, errorIndices, logOf, type RunLog} from '../../core/log/run-log.ts';
import {errorFields} from '../../core/problem.ts';
import {runFields, type FieldType} from '../../core/run-fields.ts';
import type {ForeignText} from '../../core/text/sanitize.ts';
import {withoutQueries} from '../../core/text/without-secrets.ts';
import {readOutput} from './outputs.ts';
import {readExecution} from './responses.ts';

/** Longer texts, such as messages, are cut to this number of UTF-16 units. */
const maxText = 20_000;

/**
 * Writes a response as the service does (`GET /workflow/run/execution`), but with a list of outputs. `readKeptResponse`
 * reads it again. Keeps only a part of the log, and no query of an address, because it can be a signature.
 */
export function writeKeptResponse(execution: Execution, log: RunLog): string {
	const data: Record<string, unknown> = {};

	for (const [name, field] of Object.entries(runFields)) {
		const value = name in execution ? execution[name as keyof typeof execution] : null;

		if (value !== null && 'api' in field) {
			const parent = 'parent' in field ? (data[field.parent] ??= {}) : data;
			(parent as Record<string, unknown>)[field.api] = keptValue(value, field.type);
		}
	}

	if (execution.isCostUnreadable) {
		data['total_cost'] = 'unreadable';
	}

	const {entries, gaps} = keptLog(log);
	const {error, outputs, outputsLeftOut} = execution;
	const kept: KeptParts = {
		error: error === null ? null : errorFields(error),
		outputs: outputs.map(({key, value, address, name}) => [
			key.exact,
			address === null ? value.exact : value.exact.replace(/[?#].*/, ''),
			name?.exact ?? null,
		]),
		outputsLeftOut,
		logs: entries.map(writeEntry),
		gaps,
	};
	return JSON.stringify({...data, ...kept}, (_, value: unknown) =>
		typeof value === 'string' ? withoutQueries(value.slice(0, maxText)) : value,
	);
}

/** Reads a kept response; null without one, and if another version of the program has written it in another form. */
export function tryReadKeptResponse(response: string | null): KeptResponse | null {
	try {
		return response === null ? null : readKeptResponse(response);
	} catch {
		return null;
	}
}

/** Throws a `SyntaxError`, a `TypeError` or an `ApiError` for a text that `writeKeptResponse` has not written. */
export function readKeptResponse(text: string): KeptResponse {
	const {outputs, outputsLeftOut, gaps, ...data} = JSON.parse(text) as KeptParts;
	const {execution, logs} = readExecution(data);
	return {
		execution: {
			...execution,
			outputs: outputs.map(([key, value, name]) => readOutput(key, value, name)),
			outputsLeftOut,
		},
		log: logOf(logs, gaps),
	};
}

/** The parts of a kept response that are lists or objects. */
type KeptParts = {
	readonly error: ReturnType<typeof errorFields> | null;
	readonly outputs: ReadonlyArray<readonly [key: string, value: string, name: string | null]>;
	readonly outputsLeftOut: number;
	readonly logs: ReadonlyArray<ReturnType<typeof writeEntry>>;
	readonly gaps: readonly number[];
};

function keptValue(value: unknown, type: FieldType): unknown {
	return type === 'name' || type === 'prose' ? (value as ForeignText).exact : value;
}

/** Writes an entry as the service does. An empty line is a text without an object. */
function writeEntry(entry: LogEntry) {
	const {at, eventType, level, message, nodeId, progressPercent, step} = entry;
	return message.exact === '' && eventType === null
		? ''
		: {
				at,
				event_type: eventType?.exact,
				level: level?.exact,
				message: message.exact,
				node_id: nodeId?.exact,
				progress_percent: progressPercent,
				...step,
			};
}

/** The newest response of a run, and the kept part of its log. */
export type KeptResponse = {readonly execution: Execution; readonly log: RunLog};

/** How many entries of a log the history keeps: the newest ones, the first errors and the first events. */
const keptCounts = {newest: 200, errors: 100, events: 1000};

/**
 * Returns the part of a log that the history keeps: the newest entries, the first errors, and the events that give the
 * times of the nodes. `gaps`: the indices of the kept entries before which entries are missing.
 */
export function keptLog(log: RunLog) {
	const indices = keptIndices(log);
	const missing = new Set(log.gaps);
	const gaps = indices.flatMap((index, place) => {
		const previous = indices[place - 1] ?? -1;
		return index > previous + 1 || missing.has(index) ? [place] : [];
	});
	return {entries: indices.flatMap(index => entryAt(log, index) ?? []), gaps};
}

function keptIndices(log: RunLog): readonly number[] {
	const {entries, leftOut} = log;
	const newest = [...entries.keys()].slice(-keptCounts.newest).map(place => leftOut + place);
	const events = entries.flatMap((entry, place) => {
		const kind = nodeEventKind(entry);
		return kind === 'progress' || kind === 'other' ? [] : [leftOut + place];
	});
	const errors = errorIndices(log).slice(0, keptCounts.errors);
	return [...new Set([...errors, ...events.slice(0, keptCounts.events), ...newest])].toSorted(
		(a, b) => a - b,
	);
}
