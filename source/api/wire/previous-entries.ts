import type {Instant} from '../../core/time/clock.ts';
import type {LogEntry} from '../../core/log/log-entry.ts';
import {isSameStep} from '../../core/step-counter.ts';
import type {ForeignText} from '../../core/text/text.ts';
import {readPercent, readScalar, readStep} from './readers.ts';

/** The maximum number of entries that a search skips. The first search may skip any number. */
const maxSkipped = 16;

/**
 * Reuses the log entries of the previous response, which saves sanitizing and memory. Entries are found in order. The first
 * one can be anywhere, because the next log may be only a tail.
 */
export class PreviousEntries {
	readonly #entries: readonly LogEntry[];
	#next: number;
	#begun: boolean;

	/** @param from The index at which the search starts. The next log must repeat all entries before it. */
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

/** Returns whether reading the item would result in this entry. False for items without a text message. */
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
