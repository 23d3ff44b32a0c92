import {lowerBound} from '../lower-bound.ts';
import {alignLog} from './log-alignment.ts';
import type {LogEntry} from './log-entry.ts';

/** The append-only log of one run, shared by its snapshots, which differ only in length. Only `mergeLog` changes it. */
export class LogStore {
	readonly entries: LogEntry[] = [];
	/**
	 * Indices of the entries before which entries are missing, ascending: between two responses, more entries were
	 * written than a response contains.
	 */
	readonly gaps: number[] = [];
	/** Indices of the entries with severity `error`, ascending. */
	readonly errors: number[] = [];
	/** All entries in the server's order; the same array as `entries` until the server inserts among known entries. */
	readonly serverOrder: LogEntry[];
	/** The entries of the response that was merged last; null if none. `mergeLog` skips them if they come again. */
	lastResponse: readonly LogEntry[] | null = null;

	constructor(serverOrder?: LogEntry[]) {
		this.serverOrder = serverOrder ?? this.entries;
	}
}

/** An immutable version of a log: the first `length` entries of a store, with the gaps and errors among them. */
export type LogSnapshot = {
	readonly store: LogStore;
	readonly length: number;
};

export function emptyLog(): LogSnapshot {
	return {store: new LogStore(), length: 0};
}

/**
 * Returns a snapshot with the new entries of `response`; `log` itself if there are none. Appends to the store of `log`,
 * or to a copy if the store already has later entries or the server inserted entries among known ones.
 */
export function mergeLog(log: LogSnapshot, response: readonly LogEntry[]): LogSnapshot {
	if (response === log.store.lastResponse && log.length === log.store.entries.length) {
		return log;
	}

	const merged = appendNewEntries(log, response);

	if (merged.length === merged.store.entries.length) {
		merged.store.lastResponse = response;
	}

	return merged;
}

function appendNewEntries(log: LogSnapshot, response: readonly LogEntry[]): LogSnapshot {
	const alignment = alignLog(log.store.serverOrder, log.length, response);

	if (alignment.kind === 'unchanged') {
		return log;
	}

	if (alignment.kind === 'insert') {
		const store = copyStore(log, alignment.serverOrder);

		for (const entry of alignment.newEntries) {
			append(store, entry);
		}

		return {store, length: store.entries.length};
	}

	const grows = log.store.entries.length === log.length;
	const store = grows ? log.store : copyStore(log, copyServerOrder(log));

	if (alignment.kind === 'gap') {
		store.gaps.push(log.length);
	}

	for (const entry of response.slice(alignment.from)) {
		append(store, entry);

		if (store.serverOrder !== store.entries) {
			store.serverOrder.push(entry);
		}
	}

	return {store, length: store.entries.length};
}

/** Returns a log of these entries. `gaps`: the indices of the entries before which entries are missing, ascending. */
export function logOf(entries: readonly LogEntry[], gaps: readonly number[]): LogSnapshot {
	const store = new LogStore();

	for (const entry of entries) {
		append(store, entry);
	}

	store.gaps.push(...gaps);
	return {store, length: entries.length};
}

/** Returns how many entries two logs have in common at their start. Takes constant time if they share a store. */
export function commonLength(a: LogSnapshot, b: LogSnapshot): number {
	const length = Math.min(a.length, b.length);

	if (a.store === b.store) {
		return length;
	}

	for (let index = 0; index < length; index++) {
		if (a.store.entries[index] !== b.store.entries[index]) {
			return index;
		}
	}

	return length;
}

export function entryAt({store, length}: LogSnapshot, index: number): LogEntry | undefined {
	return index < length ? store.entries[index] : undefined;
}

export function countErrors(log: LogSnapshot): number {
	return lowerBound(log.store.errors, log.length);
}

/** Returns the index of the nearest error entry after (`step` 1) or before (-1) the entry `index`; null if none. */
export function nearestError(log: LogSnapshot, index: number, step: 1 | -1): number | null {
	const {errors} = log.store;
	const place = step === 1 ? lowerBound(errors, index + 1) : lowerBound(errors, index) - 1;
	const error = errors[place];
	return error !== undefined && error < log.length ? error : null;
}

export function logGaps({store, length}: LogSnapshot): readonly number[] {
	return store.gaps.slice(0, lowerBound(store.gaps, length));
}

function append(store: LogStore, entry: LogEntry): void {
	if (entry.severity === 'error') {
		store.errors.push(store.entries.length);
	}

	store.entries.push(entry);
}

/** Copies a snapshot to a new store. If `serverOrder` is undefined, the server's order is the order of arrival. */
function copyStore(log: LogSnapshot, serverOrder: LogEntry[] | undefined): LogStore {
	const store = new LogStore(serverOrder);

	for (const entry of log.store.entries.slice(0, log.length)) {
		append(store, entry);
	}

	store.gaps.push(...logGaps(log));
	return store;
}

/** Returns undefined if the entries arrived in the server's order. */
function copyServerOrder({store, length}: LogSnapshot): LogEntry[] | undefined {
	return store.serverOrder === store.entries ? undefined : store.serverOrder.slice(0, length);
}
