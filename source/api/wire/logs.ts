import type {Instant} from '../../core/time/clock.ts';
import type {LogEntry, Severity} from '../../core/log/log-entry.ts';
import type {ForeignText} from '../../core/text/text.ts';
import {foreignName, foreignProse} from '../../core/text/sanitize.ts';
import {ApiError} from '../errors.ts';
import {isSameStep} from '../../core/step-counter.ts';
import {compactJson, isRecord, readPercent, readProse, readScalar, readStep} from './readers.ts';
import {parseTime} from './time.ts';

/** The maximum number of log entries that fit into memory. A usual response exceeds the size limit first. */
const maxEntries = 1_000_000;

/** Reads `logs` of an execution. A value that is not an array counts as an array with one element. */
export function readLogs(value: unknown, previous: readonly LogEntry[] = []): readonly LogEntry[] {
	return new LogReader(previous).read(Array.isArray(value) ? value : [value]);
}

/**
 * Reads the elements of `logs` (`GET /workflow/run/execution`) in portions, and reuses entries of the previous
 * response. The caller has already reused the first `from` entries. A text element becomes a message; null is ignored.
 * Throws an `ApiError` if there are too many entries. A schema library would take three times as long as
 * `JSON.parse`.
 */
export class LogReader {
	readonly #names = new NameCache();
	readonly #previous: PreviousEntries;
	#count: number;

	constructor(previous: readonly LogEntry[], from = 0) {
		this.#previous = new PreviousEntries(previous, from);
		this.#count = from;
	}

	read(items: readonly unknown[]): readonly LogEntry[] {
		this.#count += items.length;

		if (this.#count > maxEntries) {
			throw new ApiError('too-large', {detail: `more than ${maxEntries} log entries`});
		}

		const entries: LogEntry[] = [];

		for (const item of items) {
			if (item !== null && item !== undefined) {
				entries.push(isRecord(item) ? this.#readItem(item) : plainEntry(item));
			}
		}

		return entries;
	}

	#readItem(item: Readonly<Record<string, unknown>>): LogEntry {
		const at = parseTime(item['at']);
		return this.#previous.find(item, at) ?? readEntry(item, at, this.#names);
	}
}

function readEntry(
	item: Readonly<Record<string, unknown>>,
	at: Instant | null,
	names: NameCache,
): LogEntry {
	const eventType = names.get(item['event_type']);
	const level = names.get(item['level']);
	return {
		at,
		eventType,
		level,
		severity: severityOf(level?.exact ?? null, eventType?.exact ?? null),
		message: readMessage(item, eventType),
		nodeId: names.get(item['node_id']),
		progressPercent: readPercent(item['progress_percent']),
		step: readStep(item),
	};
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
 * Returns the message of an entry. Without a message, the screen shows the event type, and exports contain no message.
 * Without both, the message is the JSON of the entry.
 */
function readMessage(
	item: Readonly<Record<string, unknown>>,
	eventType: ForeignText | null,
): ForeignText {
	const message = readProse(item['message']);

	if (message !== null) {
		return message;
	}

	return eventType === null ? foreignProse(compactJson(item)) : {safe: eventType.safe, exact: ''};
}

class NameCache {
	readonly #cache = new Map<string, ForeignText>();

	get(value: unknown): ForeignText | null {
		const text = readScalar(value);

		if (text === null || text === '') {
			return null;
		}

		const cached = this.#cache.get(text);

		if (cached !== undefined) {
			return cached;
		}

		const name = foreignName(text);
		this.#cache.set(text, name);
		return name;
	}
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

/** The maximum number of entries that one search skips. The first search has no limit. */
const maxSkipped = 16;

/**
 * Finds entries of the previous response to reuse, which saves sanitizing and memory. Each search starts after the
 * entry found last. The first search has no limit, because the new log may be only the end of the previous one.
 */
class PreviousEntries {
	readonly #entries: readonly LogEntry[];
	#next: number;
	#begun: boolean;

	constructor(entries: readonly LogEntry[], from = 0) {
		this.#entries = entries;
		this.#next = from;
		this.#begun = from > 0;
	}

	find(item: Readonly<Record<string, unknown>>, at: Instant | null): LogEntry | null {
		const entries = this.#entries;
		const end = this.#begun ? Math.min(this.#next + maxSkipped, entries.length) : entries.length;
		this.#begun = true;

		for (let index = this.#next; index < end; index++) {
			const entry = entries[index];

			if (entry !== undefined && isReadFrom(entry, item, at)) {
				this.#next = index + 1;
				return entry;
			}
		}

		return null;
	}
}

/** Returns whether `entry` equals what parsing the response item would give; `at` is the parsed time of the item. Returns false for an item without a message text. */
function isReadFrom(
	entry: LogEntry,
	item: Readonly<Record<string, unknown>>,
	at: Instant | null,
): boolean {
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
