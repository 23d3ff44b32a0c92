import {join} from 'node:path';
import {systemErrorCode} from '../core/error-code.ts';
import {defaultHistoryLimits, type HistoryLimits} from '../core/history.ts';
import type {SavedState, StorageProblem} from '../core/saved-state.ts';
import {cleanName, cleanProse} from '../core/text/sanitize.ts';
import type {Cancel, Clock, Duration} from '../core/time/clock.ts';
import {
	inTransaction,
	isBusy,
	memoryPath,
	openDatabase,
	setBusyTimeout,
	UnusableFileError,
	type AccountDatabase,
	type StorageAccount,
} from './database.ts';
import {pruneSome} from './history-upkeep.ts';
import {readItems, savedItems, savedStateOf, writeItems, type SavedItems} from './saved-items.ts';

export type StorageOptions = {
	/** The folder of `state.db`; null if the home folder is unknown; `:memory:` for a demo, which leaves no file. */
	readonly folder: string | null;
	readonly limits?: HistoryLimits;
	/** Each account has its own saved state. */
	readonly account: StorageAccount;
	readonly clock: Clock;
	/** Receives each problem. That nothing can be saved is reported only once. */
	readonly onTrouble: (trouble: StorageProblem) => void;
	/** How long a call may wait for another process that writes. The default is short, because a key may be waiting. */
	readonly busyTimeout?: Duration;
};

export type Storage = Readonly<ReturnType<typeof openStorage>>;

/** Queries the file. Returns `fallback` if the file cannot be used. */
export function queryOr<Args extends readonly unknown[], Result, Fallback>(
	storage: Pick<Storage, 'query'>,
	fallback: Fallback,
	query: (stored: AccountDatabase, ...args: Args) => Result,
	...args: Args
): Result | Fallback {
	try {
		return storage.query(query, ...args);
	} catch (error) {
		if (error instanceof HistoryError) {
			return fallback;
		}

		throw error;
	}
}

/** Thrown by `Storage.query` if the file cannot be used. */
export class HistoryError extends Error {
	override readonly name = 'HistoryError';
	readonly problem: StorageProblem;

	constructor(problem: StorageProblem) {
		super(problem.kind);
		this.problem = problem;
	}
}

export const keyTimeoutMs: Duration = 50;
/** How long writes wait for other processes in a command, and in a session that ends by itself. */
export const patientTimeoutMs: Duration = 5000;
/** How long writes wait for other processes in a session that the user or a signal ends. */
export const endTimeoutMs: Duration = 1500;

/** Changes within this time share a transaction. */
const delayMs: Duration = 100;
/** After a failure the file is left alone for this time. */
const retryMs: Duration = 500;
/** A transaction begins no further change after this time, so that keys do not wait for it. */
const maxTransactionMs: Duration = 20;
const pruneInterval: Duration = 60_000;
/** If nothing can be written, as on a full disk, only this many changes wait, so that they do not fill the memory. */
const maxWaiting = 2000;

/**
 * Opens the saved state and the history on the disk, which several processes may use at the same time. Changes that cannot
 * be written because another process writes stay in memory until a later attempt. Does not throw: passes a problem to
 * `onTrouble`, and the saved state is then empty.
 */
export function openStorage({
	folder,
	account,
	limits = defaultHistoryLimits,
	clock,
	onTrouble,
	busyTimeout = keyTimeoutMs,
}: StorageOptions) {
	const path = folder === null || folder === memoryPath ? folder : join(folder, 'state.db');
	const waiting: Array<(stored: AccountDatabase) => void> = [];
	let stored: AccountDatabase | null = null;
	let problem: StorageProblem | null = null;
	let items: SavedItems = new Map();
	let isClosed = false;
	let hasWritten = false;
	let cancelWrite: Cancel | null = null;
	let cancelPrune = clock.after(pruneInterval, pruneAndRepeat);

	function connect(): AccountDatabase {
		if (path === null || isClosed) {
			throw new UnusableFileError(path === null ? 'no HOME' : 'closed');
		}

		if (stored === null) {
			stored = openDatabase(path, account, newPath =>
				onTrouble({kind: 'moved-aside', path: cleanName(newPath)}),
			);
			setBusyTimeout(stored, busyTimeout);
		}

		return stored;
	}

	function noteProblem(error: unknown): StorageProblem {
		const found = problemOf(error, path ?? '');

		if (problem === null) {
			problem = found;
			onTrouble(found);
		}

		return found;
	}

	try {
		items = readItems(connect());
	} catch (error) {
		noteProblem(error);
	}

	const saved = savedStateOf(items);
	let latest = saved;
	let written = saved;

	function isWritten(): boolean {
		return latest === written && waiting.length === 0;
	}

	/** Writes as many waiting changes as fit into one transaction of `maxTransactionMs`. */
	function writeSome(open: AccountDatabase): void {
		const until = clock.monotonic() + maxTransactionMs;
		const state = latest;
		const next = state === written ? items : savedItems(state);
		let count = 0;
		inTransaction(open.database, () => {
			writeItems(open, items, next);

			while (count < waiting.length && clock.monotonic() <= until) {
				waiting[count]?.(open);
				count++;
			}
		});
		[items, written, hasWritten] = [next, state, true];
		waiting.splice(0, count);
	}

	/** Like `flush`, but returns the error. `isPart`: writes only as much as fits into one transaction. */
	function write(timeout: Duration, isPart = false): unknown {
		try {
			while (!isWritten()) {
				const open = connect();
				setBusyTimeout(open, timeout);
				writeSome(open);

				if (isPart) {
					break;
				}
			}

			return null;
		} catch (error) {
			return error;
		} finally {
			if (stored !== null) {
				setBusyTimeout(stored, busyTimeout);
			}
		}
	}

	/** Tries to write. Tries again later, without a report, if another process writes. */
	function attempt(isPart = false): void {
		const error = isClosed ? null : write(busyTimeout, isPart);

		if (error === null) {
			attemptIn(0);
		} else {
			if (!isBusy(error)) {
				noteProblem(error);
				waiting.splice(0, waiting.length - maxWaiting);
			}

			attemptIn(retryMs);
		}
	}

	function attemptIn(delay: Duration): void {
		if (path !== null && !isWritten()) {
			cancelWrite ??= clock.after(delay, () => {
				cancelWrite = null;
				attempt(true);
			});
		}
	}

	/** Writes the waiting changes, for up to `timeout` for other processes. Returns why some are left; otherwise null. */
	function flush(timeout: Duration): StorageProblem | null {
		const error = write(timeout);
		return error === null ? null : noteProblem(error);
	}

	function prune(): void {
		try {
			pruneSome(connect(), limits, clock.now());
		} catch (error) {
			// The next call tries again. A failed write of changes reports a file that cannot be written.
			problemOf(error, '');
		}
	}

	function pruneAndRepeat(): void {
		prune();
		cancelPrune = clock.after(pruneInterval, pruneAndRepeat);
	}

	return {
		saved,
		/** Writes the changes since the last write soon. Keeps the changes that other processes have made meanwhile. */
		save(next: SavedState): void {
			latest = next;
			attemptIn(delayMs);
		},
		/** Calls `change` in a transaction soon, in the order of the calls, unless the storage is closed. */
		write<Args extends readonly unknown[]>(
			change: (stored: AccountDatabase, ...args: Args) => void,
			...args: Args
		): void {
			if (!isClosed) {
				waiting.push(open => change(open, ...args));
				attemptIn(delayMs);
			}
		},
		/** Queries the file, after an attempt to write waiting changes. Throws a `HistoryError` if the file cannot be used. */
		query<Args extends readonly unknown[], Result>(
			query: (stored: AccountDatabase, ...args: Args) => Result,
			...args: Args
		): Result {
			attempt();

			try {
				return query(connect(), ...args);
			} catch (error) {
				throw new HistoryError(problemOf(error, path ?? ''));
			}
		},
		flush,
		/** Like `flush`, then closes the file. Later changes are lost. */
		close(timeout: Duration): StorageProblem | null {
			const failure = flush(timeout);

			// Sessions may be too short for the timer.
			if (failure === null && hasWritten) {
				prune();
			}

			isClosed = true;
			cancelWrite?.();
			cancelPrune();
			stored?.database.close();
			stored = null;
			return failure;
		},
	};
}

/** Describes an error of the file. Throws an error that is a bug. */
function problemOf(error: unknown, path: string): StorageProblem {
	const code = error instanceof UnusableFileError ? error.why : systemErrorCode(error);
	return code === 'newer' || code === 'not-a-file'
		? {kind: 'unusable', why: code, path: cleanName(path)}
		: {
				kind: 'not-saved',
				why: cleanProse(code === 'ERR_SQLITE_ERROR' ? (error as Error).message : code),
			};
}
