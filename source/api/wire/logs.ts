import type {LogEntry, Severity} from '../../core/log/log-entry.ts';
import {isSameStep} from '../../core/step-counter.ts';
import {foreignProse} from '../../core/text/sanitize.ts';
import type {ForeignText} from '../../core/text/text.ts';
import type {Instant} from '../../core/time/clock.ts';
import {ApiError} from '../errors.ts';
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

/**
 * The maximum number of entries in a log, to limit memory. Entries are usually so long that a response reaches its size
 * limit first.
 */
const maxEntries = 1_000_000;

/**
 * Reads the log entries of a response. A value that is not an array is read as one entry. `previous` is the log of the
 * previous response: equal entries become the same objects.
 */
export function readLogs(value: unknown, previous: readonly LogEntry[] = []): readonly LogEntry[] {
	return new LogReader(previous).read(Array.isArray(value) ? value : [value]);
}

/**
 * A new entry is compared with at most this many previous entries to find an equal one. The first entry of a log is
 * compared with all of them.
 */
const maxSkipped = 16;

/**
 * Reads log entries. An entry that equals one in `previous`, the log of the previous response, becomes the same object,
 * which saves time and memory. The search skips the first `from` entries of `previous`, which the caller has already
 * copied. Uses no schema library: that would take three times as long as `JSON.parse`.
 */
export class LogReader {
	readonly #names = new Map<string, ForeignText>();
	readonly #previous: readonly LogEntry[];
	/** The index in `#previous` at which the search for an equal entry starts: after the entry that was found last. */
	#next: number;
	#isFirstSearch: boolean;
	#count: number;

	constructor(previous: readonly LogEntry[], from = 0) {
		this.#previous = previous;
		this.#next = from;
		this.#isFirstSearch = from === 0;
		this.#count = from;
	}

	/**
	 * Converts items of `logs`. A string becomes an entry with only a message; null is skipped. Throws an `ApiError` if
	 * there are too many items.
	 */
	read(items: readonly unknown[]): readonly LogEntry[] {
		this.#count += items.length;

		if (this.#count > maxEntries) {
			throw new ApiError('too-large', {detail: `more than ${maxEntries} log entries`});
		}

		const entries: LogEntry[] = [];

		for (const item of items) {
			if (isRecord(item)) {
				const at = parseTime(item['at']);
				entries.push(this.#findPrevious(item, at) ?? this.#readEntry(item, at));
			} else if (item !== null && item !== undefined) {
				entries.push(plainEntry(item));
			}
		}

		return entries;
	}

	#findPrevious(item: JsonObject, at: Instant | null): LogEntry | null {
		const previous = this.#previous;
		// The first search has no limit, because the new log may be only the end of the previous one.
		const end = this.#isFirstSearch ? previous.length : this.#next + maxSkipped;
		this.#isFirstSearch = false;

		for (let index = this.#next; index < end && index < previous.length; index++) {
			const entry = previous[index];

			if (entry !== undefined && isReadFrom(entry, item, at)) {
				this.#next = index + 1;
				return entry;
			}
		}

		return null;
	}

	#readEntry(item: JsonObject, at: Instant | null): LogEntry {
		const eventType = this.#readName(item['event_type']);
		const level = this.#readName(item['level']);
		return {
			at,
			eventType,
			level,
			severity: severityOf(level?.exact ?? null, eventType?.exact ?? null),
			message: readMessage(item, eventType),
			nodeId: this.#readName(item['node_id']),
			progressPercent: readPercent(item['progress_percent']),
			step: readStep(item),
		};
	}

	/** Returns the same object for equal names, because log entries repeat them. */
	#readName(value: unknown): ForeignText | null {
		const text = readScalar(value) ?? '';
		const name = this.#names.get(text) ?? readName(text);

		if (name !== null) {
			this.#names.set(text, name);
		}

		return name;
	}
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
