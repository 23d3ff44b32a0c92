import {randomUUID} from 'node:crypto';
import {existsSync, renameSync} from 'node:fs';
import * as files from 'node:fs/promises';
import type {DatabaseSync} from 'node:sqlite';
import {parentPort, workerData} from 'node:worker_threads';
import {errorCode} from '../core/error-code.ts';
import type {SavedState} from '../core/saved-state.ts';
import type {Duration} from '../core/time/clock.ts';
import {systemClock} from '../core/time/system-clock.ts';
import type {Change} from './changes.ts';
import {
	createDatabaseFile,
	isBroken,
	isBusy,
	openDatabase,
	UnusableFileError,
	type StorageAccount,
} from './database.ts';
import {withLock} from './file-lock.ts';
import {readSavedState, writeChanges} from './saved-state-rows.ts';

export type StorageWorkerData = {readonly path: string; readonly account: StorageAccount};

export type StorageRequest =
	| {readonly kind: 'read'}
	| {readonly kind: 'write'; readonly changes: readonly Change[]}
	| {readonly kind: 'close'};

export type StorageResponse = {
	/** The state that a `read` found. */
	readonly saved: SavedState | null;
	/** The new path of a file that was broken and has been moved aside. */
	readonly movedTo: string | null;
	/** Why the request failed: a reason of the program, or the error code or message of the system. */
	readonly failure: string | null;
};

/** How long to wait for other processes that write. They need milliseconds, but there may be many. */
const writeTimeoutMs: Duration = 15_000;
/** How long a start may wait. On a disk that has no locks, SQLite waits as if another process held one. */
const readTimeoutMs: Duration = 1000;

const {path, account} = workerData as StorageWorkerData;
let database: DatabaseSync | null = null;
let movedTo: string | null = null;

// In a thread, because SQLite is synchronous: a lock or a disk that does not respond must not hold up keys.
parentPort?.on('message', (request: StorageRequest) => {
	void respond(request).then(response => {
		// oxlint-disable-next-line unicorn/require-post-message-target-origin
		parentPort?.postMessage(response);

		if (request.kind === 'close') {
			parentPort?.close();
		}
	});
});

async function respond(request: StorageRequest): Promise<StorageResponse> {
	movedTo = null;

	try {
		const saved = await carryOut(request);
		return {saved, movedTo, failure: null};
	} catch (error) {
		return {saved: null, movedTo, failure: describe(error)};
	}
}

async function carryOut(request: StorageRequest): Promise<SavedState | null> {
	if (request.kind === 'close') {
		database?.close();
		return null;
	}

	database ??= await open(request.kind === 'read' ? readTimeoutMs : writeTimeoutMs);

	if (request.kind === 'read') {
		return readSavedState(database, account);
	}

	writeChanges(database, account, request.changes);
	return null;
}

/** Opens the file. Moves a broken one aside, which only a process with the lock may do, and creates a new one. */
async function open(timeout: Duration): Promise<DatabaseSync> {
	try {
		return openChecked(timeout);
	} catch (error) {
		if (!isBroken(error)) {
			throw error;
		}
	}

	const tools = {files, clock: systemClock, random: Math.random};
	return withLock(`${path}.lock`, tools, async () => {
		try {
			// Another process may have moved the broken file aside meanwhile.
			return openChecked(timeout);
		} catch (error) {
			if (!isBroken(error)) {
				throw error;
			}

			movedTo = moveAside();
			return openChecked(timeout);
		}
	});
}

/** Opens the file, and reads the saved state once to find out whether it can be read. */
function openChecked(timeout: Duration): DatabaseSync {
	createDatabaseFile(path);
	const opened = openDatabase(path, timeout);

	try {
		readSavedState(opened, account);
		setWriteAheadLog(opened);
		opened.exec(`PRAGMA busy_timeout = ${writeTimeoutMs}`);
		return opened;
	} catch (error) {
		opened.close();
		throw error;
	}
}

/** Lets other processes read while one writes. The file keeps this mode, so it does not matter if it is busy now. */
function setWriteAheadLog(opened: DatabaseSync): void {
	try {
		opened.exec('PRAGMA journal_mode = WAL');
	} catch (error) {
		if (!isBusy(error)) {
			throw error;
		}
	}
}

/** Renames the broken file. Its log goes first, because SQLite would add it to a new file. */
function moveAside(): string {
	const newPath = `${path}.broken-${randomUUID().slice(0, 8)}`;

	for (const suffix of ['-wal', '-shm', '']) {
		if (existsSync(path + suffix)) {
			renameSync(path + suffix, newPath + suffix);
		}
	}

	return newPath;
}

function describe(error: unknown): string {
	if (error instanceof UnusableFileError) {
		return error.why;
	}

	const code = errorCode(error);
	return code !== null && code !== 'ERR_SQLITE_ERROR'
		? code
		: error instanceof Error
			? error.message
			: String(error);
}
