import {isSameEntry, entryKey} from './similar-entries.ts';
import type {LogEntry} from './log-entry.ts';

/**
 * Numbers from 0 on that two entries share if, and only if, they are alike. To compare the texts of all fields as one would
 * be plain, and take longest of all that is done with an answer; most entries are told apart by their time or message alone.
 */
export class EntryKinds {
	/** The first entry of each kind. */
	readonly #firsts: LogEntry[] = [];
	/** The first kind with this time, and of the others the first with this message; what is left goes by its key. */
	readonly #byTime = new Map<LogEntry['at'], number>();
	readonly #byMessage = new Map<string, number>();
	readonly #byKey = new Map<string, number>();

	/** How many kinds there are so far. */
	get count(): number {
		return this.#firsts.length;
	}

	kindOf(entry: LogEntry): number {
		return (
			this.#kindIn(this.#byTime, entry.at, entry) ??
			this.#kindIn(this.#byMessage, entry.message.exact, entry) ??
			this.#kindIn(this.#byKey, entryKey(entry), entry) ??
			0
		);
	}

	/** The kind that has this place, if the entry is of it; the entry takes the place where it is free. */
	#kindIn<Key>(places: Map<Key, number>, key: Key, entry: LogEntry): number | null {
		const kind = places.get(key);

		if (kind === undefined) {
			places.set(key, this.#firsts.length);
			return this.#firsts.push(entry) - 1;
		}

		return isSameEntry(this.#firsts[kind], entry) ? kind : null;
	}
}

/** How often each of so many kinds is there, by kind. */
export function countKinds(kinds: readonly number[], count: number): Int32Array {
	const counts = new Int32Array(count);

	for (const kind of kinds) {
		counts[kind] = (counts[kind] ?? 0) + 1;
	}

	return counts;
}
