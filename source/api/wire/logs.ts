import type {LogEntry, Severity} from '../../core/log/log-entry.ts';
import {isSameStep} from '../../core/step-counter.ts';
import {foreignProse} from '../../core/text/sanitize.ts';
import type {ForeignText} from '../../core/text/text.ts';
import type {Instant} from '../../core/time/clock.ts';
import {
	compactJson,
	isRecord,
	readName,
	readPercent,
	readProse,
	readScalar,
	readStep,
	type JsonObject,
} from './readers.ts';
import {parseTime} from './time.ts';

/** Gives the same object for equal names, because log entries repeat them. */
type Names = Map<string, ForeignText | null>;

/**
 * Reads the log entries of a response. A value that is not an array is read as one entry. `previous` is the log of the
 * previous response: entries that it has, in the same order, become the same objects, and are not cleaned again.
 */
export function readLogs(value: unknown, previous: readonly LogEntry[] = []): readonly LogEntry[] {
	const items = (Array.isArray(value) ? value : [value]) as readonly unknown[];
	const names: Names = new Map();
	const entries: LogEntry[] = [];
	const [start] = items;
	// The log may be only the end of the previous one.
	let next = Math.max(
		0,
		previous.findIndex(
			entry => isRecord(start) && isReadFrom(entry, start, parseTime(start['at'])),
		),
	);

	for (const item of items) {
		if (isRecord(item)) {
			const at = parseTime(item['at']);
			const known = previous[next];

			if (known !== undefined && isReadFrom(known, item, at)) {
				entries.push(known);
				next++;
			} else {
				entries.push(readEntry(item, at, names));
			}
		} else if (item !== null && item !== undefined) {
			entries.push(plainEntry(item));
		}
	}

	return entries;
}

function readEntry(item: JsonObject, at: Instant | null, names: Names): LogEntry {
	const eventType = readSharedName(item['event_type'], names);
	const level = readSharedName(item['level'], names);
	return {
		at,
		eventType,
		level,
		severity: severityOf(level?.exact ?? null, eventType?.exact ?? null),
		message: readMessage(item, eventType),
		nodeId: readSharedName(item['node_id'], names),
		progressPercent: readPercent(item['progress_percent']),
		step: readStep(item),
	};
}

function readSharedName(value: unknown, names: Names): ForeignText | null {
	const text = readScalar(value) ?? '';
	const name = names.get(text) ?? readName(text);
	names.set(text, name);
	return name;
}

function plainEntry(item: unknown): LogEntry {
	return {
		at: null,
		eventType: null,
		level: null,
		severity: 'info',
		message: foreignProse(readScalar(item) ?? compactJson(item)),
		nodeId: null,
		progressPercent: null,
		step: null,
	};
}

/**
 * Reads the field `message`. If it is missing, `safe` (the text to show) is the event type, and `exact` is empty. If
 * the event type is missing too, both are the whole entry as JSON.
 */
function readMessage(item: JsonObject, eventType: ForeignText | null): ForeignText {
	const message = readProse(item['message']);

	if (message !== null) {
		return message;
	}

	return eventType === null ? foreignProse(compactJson(item)) : {safe: eventType.safe, exact: ''};
}

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

const errorEvents: ReadonlySet<string> = new Set(['execution_error', 'execution_interrupted']);

function severityOf(level: string | null, eventType: string | null): Severity {
	if (eventType !== null && errorEvents.has(eventType)) {
		return 'error';
	}

	return level === null ? 'info' : (byLevel.get(level.toLowerCase()) ?? 'info');
}

/** Whether `item`, whose parsed time is `at`, has the same content as `entry`. False for an item without a message. */
function isReadFrom(entry: LogEntry, item: JsonObject, at: Instant | null): boolean {
	return (
		entry.at === at &&
		entry.message.exact === item['message'] &&
		entry.message.exact !== '' &&
		isSameName(entry.nodeId, item['node_id']) &&
		isSameName(entry.eventType, item['event_type']) &&
		isSameName(entry.level, item['level']) &&
		entry.progressPercent === readPercent(item['progress_percent']) &&
		isSameStep(entry.step, readStep(item))
	);
}

function isSameName(name: ForeignText | null, value: unknown): boolean {
	return (name?.exact ?? '') === (readScalar(value) ?? '');
}
