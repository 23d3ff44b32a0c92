import {alignLog} from './log-alignment.ts';
import type {LogEntry} from './log-entry.ts';
import {lowerBound} from '../lower-bound.ts';

/** A place in the log where entries are missing: the service's window slid on before it was seen. */
export type LogGap = {
	/** The hole is before the entry with this index. */
	readonly before: number;
};

/**
 * The log of one run, append-only. It is shared by reference and told apart by length, so that a snapshot of a
 * million entries costs nothing to take. Only `mergeLog` writes.
 */
export class LogStore {
	/** In the order in which they became known. */
	readonly entries: LogEntry[] = [];
	/** Ascending. */
	readonly gaps: LogGap[] = [];
	/** The indices of the entries with severity `error`, ascending. */
	readonly errors: number[] = [];
	/**
	 * The same entries in the order in which the service tells them. It is the array `entries` itself until the service
	 * puts an entry before others that were known already; then the next answer would never match `entries` again.
	 */
	readonly serverOrder: LogEntry[];
	/** The answer that told nothing beyond the whole book when it was merged last; the same array again needs no look. */
	lastResponse: readonly LogEntry[] | null = null;

	constructor(served?: LogEntry[]) {
		this.serverOrder = served ?? this.entries;
	}
}

/** The first `length` entries of a book, and the gaps and errors among them. */
export type LogSnapshot = {
	readonly store: LogStore;
	readonly length: number;
};

/** The log of a run that nothing is known of yet. */
export function emptyLog(): LogSnapshot {
	return {store: new LogStore(), length: 0};
}

/**
 * The log after an answer that told `answer`: every entry that was not known is added at the end, none is doubled.
 * The identical snapshot when nothing is new, and at no cost when `answer` is the array that was merged last. How new
 * entries are told from known ones stands in `alignLog`.
 *
 * The snapshot's book grows in place, unless it has already grown past the snapshot (the same state was taken further
 * before): then a copy grows, so that nobody sees a book in which two futures are mixed.
 */
export function mergeLog(log: LogSnapshot, response: readonly LogEntry[]): LogSnapshot {
	if (response === log.store.lastResponse && log.length === log.store.entries.length) {
		return log;
	}

	const merged = mergeNews(log, response);

	if (merged.length === merged.store.entries.length) {
		merged.store.lastResponse = response;
	}

	return merged;
}

function mergeNews(log: LogSnapshot, response: readonly LogEntry[]): LogSnapshot {
	const alignment = alignLog(log.store.serverOrder, log.length, response);

	if (alignment.kind === 'known') {
		return log;
	}

	if (alignment.kind === 'mixed') {
		const store = copyBook(log, alignment.served);

		for (const entry of alignment.fresh) {
			append(store, entry);
		}

		return {store, length: store.entries.length};
	}

	const grows = log.store.entries.length === log.length;
	const logStore = grows ? log.store : copyBook(log, servedCopy(log));

	if (alignment.kind === 'hole') {
		logStore.gaps.push({before: log.length});
	}

	for (let index = alignment.from; index < response.length; index++) {
		const entry = response[index];

		if (entry !== undefined) {
			append(logStore, entry);

			if (logStore.serverOrder !== logStore.entries) {
				logStore.serverOrder.push(entry);
			}
		}
	}

	return {store: logStore, length: logStore.entries.length};
}

/** The same log in a book that holds nothing else, as those need who read the book and not the snapshot. The identical log where it does. */
export function isolateSnapshot(log: LogSnapshot): LogSnapshot {
	return log.store.entries.length === log.length
		? log
		: {store: copyBook(log, servedCopy(log)), length: log.length};
}

/** How many entries of the log have severity `error`; those are the first so many of `book.errors`. */
export function countErrors(log: LogSnapshot): number {
	return lowerBound(log.store.errors, log.length);
}

/** The index of the nearest error after (`step` 1) or before (-1) the entry `index`; null when there is none. */
export function nearestError(log: LogSnapshot, index: number, step: 1 | -1): number | null {
	const {errors} = log.store;
	const place = step === 1 ? lowerBound(errors, index + 1) : lowerBound(errors, index) - 1;
	const error = errors[place];
	return error !== undefined && error < log.length ? error : null;
}

/** The holes of the log, ascending. */
export function gapsOf(log: LogSnapshot): readonly LogGap[] {
	const {gaps} = log.store;
	return log.length === log.store.entries.length
		? gaps
		: gaps.filter(gap => gap.before < log.length);
}

function append(store: LogStore, entry: LogEntry): void {
	if (entry.severity === 'error') {
		store.errors.push(store.entries.length);
	}

	store.entries.push(entry);
}

/** A book of its own with what the snapshot holds. `served` undefined: the service's order is the book's. */
function copyBook(log: LogSnapshot, served: LogEntry[] | undefined): LogStore {
	const store = new LogStore(served);

	for (let index = 0; index < log.length; index++) {
		const entry = log.store.entries[index];

		if (entry !== undefined) {
			append(store, entry);
		}
	}

	for (const gap of gapsOf(log)) {
		store.gaps.push(gap);
	}

	return store;
}

/** Both orders of a book grow together, so the snapshot's part of either is its first `length` entries. */
function servedCopy({store, length}: LogSnapshot): LogEntry[] | undefined {
	return store.serverOrder === store.entries ? undefined : store.serverOrder.slice(0, length);
}
