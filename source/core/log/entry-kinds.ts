import {isSameEntry, entryKey} from './similar-entries.ts';
import type {LogEntry} from './log-entry.ts';

/**
 * Numbers entries from 0 on. Equal entries get the same number (their kind). Time or message alone distinguishes most
 * entries, so the slow key of all fields is rarely needed.
 */
export class EntryKinds {
	readonly #firsts: LogEntry[] = [];
	/** Each kind is in the first of these three maps that had no value for its key. */
	readonly #byTime = new Map<LogEntry['at'], number>();
	readonly #byMessage = new Map<string, number>();
	readonly #byKey = new Map<string, number>();

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

	/** Returns the kind with the key: a new kind for a new key; null if the entry differs from the kind's first entry. */
	#kindIn<Key>(kindByKey: Map<Key, number>, key: Key, entry: LogEntry): number | null {
		const kind = kindByKey.get(key);

		if (kind === undefined) {
			kindByKey.set(key, this.#firsts.length);
			return this.#firsts.push(entry) - 1;
		}

		return isSameEntry(this.#firsts[kind], entry) ? kind : null;
	}
}

export function countKinds(kinds: readonly number[], kindCount: number): Int32Array {
	const counts = new Int32Array(kindCount);

	for (const kind of kinds) {
		counts[kind] = (counts[kind] ?? 0) + 1;
	}

	return counts;
}
