import type {Execution} from '../../core/execution.ts';
import type {LogEntry} from '../../core/log/log-entry.ts';
import {nodeEventKind} from '../../core/log/node-event.ts';
import {entryAt, logOf, type RunLog} from '../../core/log/run-log.ts';
import {errorFields} from '../../core/problem.ts';
import {runFields, type ExecutionFieldName} from '../../core/run-fields.ts';
import {withoutQueries} from '../../core/text/without-secrets.ts';
import {readOutput} from './outputs.ts';
import {apiFields} from './readers.ts';
import {readExecution} from './responses.ts';

/** Longer texts, such as messages, are cut to this number of UTF-16 units. */
const maxText = 20_000;

/** The newest response of a run, and the kept part of its log. */
export type KeptResponse = {readonly execution: Execution; readonly log: RunLog};

/** The parts of a kept response that differ from the form of the service. */
type OwnParts = {
	readonly outputs: ReadonlyArray<readonly [key: string, value: string, name: string | null]>;
	readonly outputsLeftOut: number;
	readonly gaps: readonly number[];
};

/**
 * Writes a response as the service does (`GET /workflow/run/execution`), but with a list of outputs. `readKeptResponse`
 * reads it again. Keeps only a part of the log, and no query of an address, because it can be a signature.
 */
export function writeKeptResponse(execution: Execution, log: RunLog): string {
	const {error, outputs, outputsLeftOut, isCostUnreadable} = execution;
	const {entries, gaps} = keptLog(log);
	const data: Record<string, unknown> = {
		error: error === null ? null : errorFields(error),
		logs: entries.map(writeEntry),
	};

	for (const [name, {api, parent}] of apiFields(runFields)) {
		const value = execution[name as ExecutionFieldName];
		const object = parent === undefined ? data : (data[parent] ??= {});
		Object.assign(object, {[api]: typeof value === 'object' ? value?.exact : value});
	}

	if (isCostUnreadable) {
		data['total_cost'] = 'unreadable';
	}

	const own: OwnParts = {
		outputs: outputs.map(({key, value, address, name}) => [
			key.exact,
			address === null ? value.exact : value.exact.replace(/[?#].*/, ''),
			name?.exact ?? null,
		]),
		outputsLeftOut,
		gaps,
	};
	return JSON.stringify({...data, ...own}, (_, value: unknown) =>
		typeof value === 'string' ? withoutQueries(value.slice(0, maxText)) : value,
	);
}

/** Reads a kept response; null without one, and if another version of the program has written it in another form. */
export function readKeptResponse(response: string | null): KeptResponse | null {
	if (response === null) {
		return null;
	}

	try {
		const {outputs, outputsLeftOut, gaps, ...data} = JSON.parse(response) as OwnParts;
		const {execution, logs} = readExecution(data);
		const read = outputs.map(([key, value, name]) => readOutput(key, value, name));
		return {execution: {...execution, outputs: read, outputsLeftOut}, log: logOf(logs, gaps)};
	} catch {
		return null;
	}
}

/** Writes an entry as the service does. An empty line is a text without an object. */
function writeEntry({at, eventType, level, message, nodeId, progressPercent, step}: LogEntry) {
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

/** How many entries of a log the history keeps: the newest ones, and the first errors and events of nodes. */
const keptCounts = {newest: 200, marked: 1000};

/**
 * Returns the part of a log that the history keeps: the newest entries, and the first errors and events, which give the
 * times of the nodes. `gaps`: the indices of the kept entries before which entries are missing.
 */
export function keptLog(log: RunLog) {
	const {entries, leftOut} = log;
	let marked = 0;
	const indices = entries.flatMap((entry, place) => {
		marked += isMarked(entry) ? 1 : 0;
		const isKept =
			place >= entries.length - keptCounts.newest ||
			(isMarked(entry) && marked <= keptCounts.marked);
		return isKept ? [leftOut + place] : [];
	});
	const missing = new Set(log.gaps);
	const gaps = indices.flatMap((index, place) => {
		const previous = indices[place - 1] ?? -1;
		return index > previous + 1 || missing.has(index) ? [place] : [];
	});
	return {entries: indices.flatMap(index => entryAt(log, index) ?? []), gaps};
}

function isMarked(entry: LogEntry): boolean {
	const kind = nodeEventKind(entry);
	return entry.severity === 'error' || (kind !== 'progress' && kind !== 'other');
}
