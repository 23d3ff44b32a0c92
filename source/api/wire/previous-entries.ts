import type {Instant} from '../../core/time/clock.ts';
import type {LogEntry} from '../../core/log/log-entry.ts';
import {isSameStep} from '../../core/step-counter.ts';
import type {ForeignText} from '../../core/text/text.ts';
import {readPercent, readScalar} from './readers.ts';
import {readStep} from './step.ts';

/** How many known entries may be passed over when one is looked for in the middle of a log. */
const maxSkipped = 16;

/**
 * The log of the answer before, to be taken again where the next one repeats it: such an entry is neither cleaned nor
 * kept twice. Found are entries in the order in which they are known, from wherever the next log begins (its window
 * may have slid). What is not found is read like a new one, so this is a saving and no more.
 */
export class PreviousEntries {
	readonly #entries: readonly LogEntry[];
	#next: number;
	#begun: boolean;

	/** @param from How many of the first entries the next log is known to begin with; they are not looked for. */
	constructor(entries: readonly LogEntry[], from = 0) {
		this.#entries = entries;
		this.#next = from;
		this.#begun = from > 0;
	}

	/** The entry that `item` is when it is read, without reading it; null where none is found. `at` is its time. */
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

/** Whether reading the item would give just this entry. An item whose message is no text is not looked at closely. */
function isReadFrom(
	entry: LogEntry,
	item: Readonly<Record<string, unknown>>,
	at: Instant | null,
): boolean {
	return (
		entry.at === at &&
		entry.message.exact === item['message'] &&
		entry.message.exact !== '' &&
		isNamed(entry.nodeId, item['node_id']) &&
		isNamed(entry.eventType, item['event_type']) &&
		isNamed(entry.level, item['level']) &&
		entry.progressPercent === readPercent(item['progress_percent']) &&
		isSameStep(entry.step, readStep(item))
	);
}

function isNamed(name: ForeignText | null, value: unknown): boolean {
	return (name?.exact ?? '') === (readScalar(value) ?? '');
}
