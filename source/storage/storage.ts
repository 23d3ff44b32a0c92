import {open, stat} from 'node:fs/promises';
import {join} from 'node:path';
import {errorCode} from '../core/error-code.ts';
import {emptySavedState, type SavedState, type StorageProblem} from '../core/saved-state.ts';
import {cleanName, cleanProse} from '../core/text/sanitize.ts';
import type {Clock, Duration} from '../core/time/clock.ts';
import {withTimeout} from '../core/time/with-timeout.ts';
import {changesBetween} from './changes.ts';
import {openDatabase, type StorageAccount} from './database.ts';
import {readSavedState} from './saved-state-rows.ts';
import {connectToWorker, type StorageConnection} from './worker-connection.ts';

export type StorageOptions = {
	/** The folder of `state.db`; null if the home folder is unknown. */
	readonly folder: string | null;
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
	/** Replaces the thread in tests. */
	readonly connect?: typeof connectToWorker;
};

/** The saved state on the disk. Several processes may use it at the same time. */
export type Storage = {
	readonly saved: SavedState;
	/** Starts to write the changes since the last write. Keeps the changes that other processes have made meanwhile. */
	save(saved: SavedState): void;
	flushed(): Promise<void>;
	/**
	 * Writes what is left, at most for `closeTimeoutMs`, and closes the file. Resolves to the problem that prevented
	 * changes from being saved; null if everything is saved.
	 */
	close(): Promise<StorageProblem | null>;
};

/** Shorter than the time that the program has after its last line, so that a failure can still be reported. */
const closeTimeoutMs: Duration = 1200;

/** Reads the saved state. Never rejects: passes a problem to `onTrouble`, and the saved state is then empty. */
export async function openStorage({
	folder,
	account,
	clock,
	onTrouble,
	isStart,
	connect = connectToWorker,
}: StorageOptions): Promise<Storage> {
	const path = folder === null ? null : join(folder, 'state.db');
	const connection =
		path === null
			? noConnection
			: connect({path, account}, newPath => {
					onTrouble({kind: 'moved-aside', path: cleanName(newPath)});
				});
	let problem: StorageProblem | null = null;
	let saved = emptySavedState;
	let writing: Promise<void> = Promise.resolve();
	let isWriting = false;

	function fail(error: unknown): void {
		if (problem === null) {
			problem = problemOf(error, path ?? '');
			onTrouble(problem);
		}
	}

	try {
		const reading =
			path === null || !isStart ? connection.read() : readAtStart(path, account, connection);
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
					await connection.write(changes);
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

	async function finish(): Promise<void> {
		save(latest);
		await writing;
		await connection.close();
	}

	return {
		saved,
		save,
		async flushed() {
			await writing;
		},
		async close() {
			try {
				await withTimeout(finish(), clock, closeTimeoutMs);
			} catch (error) {
				if (latest !== written) {
					fail(error);
				}
			}

			return latest === written ? null : problem;
		},
	};
}

/** Checks without blocking that the disk responds, then reads in this thread. If that fails, the other thread reads. */
async function readAtStart(
	path: string,
	account: StorageAccount,
	connection: StorageConnection,
): Promise<SavedState> {
	try {
		if ((await stat(path)).isFile()) {
			await (await open(path)).close();
		}
	} catch (error) {
		if (errorCode(error) === 'ENOENT') {
			return emptySavedState;
		}

		throw error;
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
		return connection.read();
	}
}

const noConnection: StorageConnection = {
	read: async () => Promise.reject(new Error('no HOME')),
	write: async () => Promise.reject(new Error('no HOME')),
	close: async () => undefined,
};

function problemOf(error: unknown, path: string): StorageProblem {
	const why = errorCode(error) ?? (error instanceof Error ? error.message : String(error));
	return why === 'newer' || why === 'not-a-file'
		? {kind: 'unusable', why, path: cleanName(path)}
		: {kind: 'not-saved', why: cleanProse(why)};
}
