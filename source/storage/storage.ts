import {open, stat} from 'node:fs/promises';
import {join} from 'node:path';
import {errorCode, nullIfMissing} from '../core/error-code.ts';
import {defaultHistoryLimits, type HistoryLimits, type HistoryRecord} from '../core/history.ts';
import {emptySavedState, type SavedState, type StorageProblem} from '../core/saved-state.ts';
import {cleanName, cleanProse} from '../core/text/sanitize.ts';
import type {Clock, Duration, Instant} from '../core/time/clock.ts';
import {withTimeout} from '../core/time/with-timeout.ts';
import type {StorageCalls} from './calls.ts';
import {memoryPath, openDatabase, type StorageAccount} from './database.ts';
import {HistoryError} from './history-error.ts';
import {changesBetween} from './saved-items.ts';
import {readSavedState} from './saved-state-rows.ts';
import {connectToWorker, noConnection, type StorageConnection} from './worker-connection.ts';

export {HistoryError} from './history-error.ts';

export type StorageOptions = {
	/** The folder of `state.db`; null if the home folder is unknown; `:memory:` for a demo, which leaves no file. */
	readonly folder: string | null;
	readonly limits?: HistoryLimits;
	/** Each account has its own saved state. */
	readonly account: StorageAccount;
	readonly clock: Pick<Clock, 'after'>;
	/** Receives each problem. That nothing can be saved is reported only once. */
	readonly onTrouble: (trouble: StorageProblem) => void;
	/**
	 * Whether this is the start of the program, when nothing else uses the file in this process and no key waits. The file
	 * is then read without a thread, which is faster.
	 */
	readonly isStart: boolean;
	/** Only what the start needs is read before this resolves, or before `close`. */
	readonly startAfter?: Promise<void> | undefined;
	/** Replaces the thread in tests. */
	readonly connect?: typeof connectToWorker;
};

type HistoryCall = Exclude<keyof StorageCalls, 'read' | 'write' | 'record'>;

/** The saved state and the history on the disk. Several processes may use them at the same time. */
export type Storage = {
	readonly saved: SavedState;
	/** Starts to write the changes since the last write. Keeps the changes that other processes have made meanwhile. */
	save(saved: SavedState): void;
	/** Starts to add what responses say about runs to the history, unless it is closed. `at`: the time of the responses. */
	record(records: readonly HistoryRecord[], at: Instant): void;
	/**
	 * Asks the history, after what was recorded before. Rejects with the problem if the file cannot be used. After `close`,
	 * there is no response: it would open the file again.
	 */
	history<Name extends HistoryCall>(
		name: Name,
		...args: Parameters<StorageCalls[Name]>
	): Promise<ReturnType<StorageCalls[Name]>>;
	flushed(): Promise<void>;
	/**
	 * Writes what is left, at most for `closeTimeoutMs` after the thread has started, and closes the file. Resolves to the
	 * problem that prevented changes from being saved; null if everything is saved.
	 */
	close(): Promise<StorageProblem | null>;
	/** Resolves when the thread runs that uses the file. On a busy machine, its start can take longer than a write. */
	started(): Promise<void>;
};

/** Shorter than the time that the program has after its last line, so that a failure can still be reported. */
const closeTimeoutMs: Duration = 1200;

/** Reads the saved state. Never rejects: passes a problem to `onTrouble`, and the saved state is then empty. */
export async function openStorage({
	folder,
	account,
	limits = defaultHistoryLimits,
	clock,
	onTrouble,
	isStart,
	startAfter,
	connect = connectToWorker,
}: StorageOptions): Promise<Storage> {
	const closing = Promise.withResolvers<void>();
	const path = folder === null ? null : folder === memoryPath ? folder : join(folder, 'state.db');
	const connection =
		path === null
			? noConnection
			: connect(
					{path, account, limits},
					newPath => {
						onTrouble({kind: 'moved-aside', path: cleanName(newPath)});
					},
					startAfter && Promise.race([startAfter, closing.promise]),
				);
	let problem: StorageProblem | null = null;
	let saved = emptySavedState;
	let writing: Promise<void> = Promise.resolve();
	let isWriting = false;
	/** The number of records that are not written yet, or could not be. */
	let unrecorded = 0;
	let recording: Promise<void> = Promise.resolve();
	let isClosed = false;

	function fail(error: unknown): void {
		if (problem === null) {
			problem = problemOf(error, path ?? '');
			onTrouble(problem);
		}
	}

	try {
		const reading =
			path === null || !isStart ? connection.call('read') : readAtStart(path, account, connection);
		saved = await withTimeout(reading, clock);
	} catch (error) {
		fail(error);
	}

	let written = saved;
	let latest = saved;

	/** Writes until the file contains the latest state. After a failure, the next call of `save` tries again. */
	async function write(): Promise<void> {
		isWriting = true;

		try {
			while (latest !== written) {
				const next = latest;
				const changes = changesBetween(written, next);

				if (changes.length > 0) {
					await connection.call('write', changes);
				}

				written = next;
			}
		} catch (error) {
			fail(error);
		} finally {
			isWriting = false;
		}
	}

	function save(next: SavedState): void {
		latest = next;

		if (!isWriting) {
			writing = write();
		}
	}

	async function writeRecords(records: readonly HistoryRecord[], at: Instant): Promise<void> {
		unrecorded += records.length;

		try {
			await connection.call('record', records, at);
			unrecorded -= records.length;
		} catch (error) {
			fail(error);
		}
	}

	function isSaved(): boolean {
		return latest === written && unrecorded === 0;
	}

	async function finish(): Promise<void> {
		save(latest);
		await Promise.all([writing, recording]);
		await connection.close();
	}

	return {
		saved,
		save,
		record(records, at) {
			if (!isClosed) {
				const before = recording;
				const next = writeRecords(records, at);
				recording = before.then(async () => next);
			}
		},
		async history(name, ...args) {
			try {
				return await (isClosed ? new Promise<never>(() => {}) : connection.call(name, ...args));
			} catch (error) {
				throw new HistoryError(problemOf(error, path ?? ''));
			}
		},
		async flushed() {
			await Promise.all([writing, recording]);
		},
		async close() {
			isClosed = true;
			closing.resolve();
			const finishing = finish();

			try {
				await Promise.race([finishing, connection.started()]);
				await withTimeout(finishing, clock, closeTimeoutMs);
			} catch (error) {
				if (!isSaved()) {
					fail(error);
				}
			}

			return isSaved() ? null : problem;
		},
		started: async () => connection.started(),
	};
}

/** Checks without blocking that the disk responds, then reads in this thread. If that fails, the other thread reads. */
async function readAtStart(
	path: string,
	account: StorageAccount,
	connection: StorageConnection,
): Promise<SavedState> {
	if (path === memoryPath) {
		return emptySavedState;
	}

	const status = await nullIfMissing(stat(path));

	if (status === null) {
		return emptySavedState;
	}

	if (status.isFile()) {
		await (await open(path)).close();
	}

	try {
		const database = openDatabase(path, 0);

		try {
			return readSavedState(database, account);
		} finally {
			database.close();
		}
	} catch {
		// The other thread can wait for a lock, and moves a broken file aside.
		return connection.call('read');
	}
}

function problemOf(error: unknown, path: string): StorageProblem {
	const why = errorCode(error) ?? (error instanceof Error ? error.message : String(error));
	return why === 'newer' || why === 'not-a-file'
		? {kind: 'unusable', why, path: cleanName(path)}
		: {kind: 'not-saved', why: cleanProse(why)};
}
