import type {Instant} from '../../core/time/clock.ts';
import type {LogEntry} from '../../core/log/log-entry.ts';
import type {ForeignText} from '../../core/text/text.ts';
import {foreignName, foreignProse} from '../../core/text/sanitize.ts';
import {TooLargeError} from '../errors/too-large-error.ts';
import {PreviousEntries} from './previous-entries.ts';
import {compactJson, isRecord, readPercent, readProse, readScalar} from './readers.ts';
import {severityOf} from './severity.ts';
import {readStep} from './step.ts';
import {TimeReader} from './time-reader.ts';

/** More would not fit into memory. An answer of entries such as the service writes is too large before it holds so many. */
const maxEntries = 1_000_000;

/**
 * `logs` of an execution, in the service's order; see `LogReader`. What is no array is taken for the only element of one.
 */
export function readLogs(value: unknown, known: readonly LogEntry[] = []): readonly LogEntry[] {
	return new LogReader(known).read(Array.isArray(value) ? value : [value]);
}

/**
 * Reads the elements of `logs`, some at a time, in the service's order. An element that is bare text is its message, and
 * null is no entry. Nothing but the sheer number can make it fail: a `TooLargeError`.
 *
 * Entries are read by hand and not by a schema: an answer can hold thousands and is read every two seconds, and
 * a schema takes three times as long as `JSON.parse` does, this less than that. Entries of the answer before, `known`,
 * are taken again where this one repeats them, which takes a fraction of it.
 */
export class LogReader {
	readonly #words = new Words();
	readonly #times = new TimeReader();
	readonly #before: PreviousEntries;
	#count: number;

	/** @param from How many of the known entries are dealt with already. */
	constructor(known: readonly LogEntry[], from = 0) {
		this.#before = new PreviousEntries(known, from);
		this.#count = from;
	}

	read(items: readonly unknown[]): readonly LogEntry[] {
		this.#count += items.length;

		if (this.#count > maxEntries) {
			throw new TooLargeError({detail: `more than ${maxEntries} log entries`});
		}

		const entries: LogEntry[] = [];

		for (const item of items) {
			if (item !== null && item !== undefined) {
				entries.push(isRecord(item) ? this.#readItem(item) : bareEntry(item));
			}
		}

		return entries;
	}

	#readItem(item: Readonly<Record<string, unknown>>): LogEntry {
		const at = this.#times.read(item['at']);
		return this.#before.find(item, at) ?? readEntry(item, at, this.#words);
	}
}

function readEntry(
	item: Readonly<Record<string, unknown>>,
	at: Instant | null,
	words: Words,
): LogEntry {
	const eventType = words.name(item['event_type']);
	const level = words.name(item['level']);
	return {
		at,
		eventType,
		level,
		severity: severityOf(level?.exact ?? null, eventType?.exact ?? null),
		message: readMessage(item, eventType),
		nodeId: words.name(item['node_id']),
		progressPercent: readPercent(item['progress_percent']),
		step: readStep(item),
	};
}

function bareEntry(item: unknown): LogEntry {
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

/** An entry without a message shows its event type, to people only; one without that either shows itself. */
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

/** The words that come again and again in the log of one answer: each is cleaned and kept once. */
class Words {
	readonly #names = new Map<string, ForeignText>();

	name(value: unknown): ForeignText | null {
		const text = readScalar(value);

		if (text === null || text === '') {
			return null;
		}

		const known = this.#names.get(text);

		if (known !== undefined) {
			return known;
		}

		const name = foreignName(text);
		this.#names.set(text, name);
		return name;
	}
}
