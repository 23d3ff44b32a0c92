import {randomUUID, type KeyObject} from 'node:crypto';
import {existsSync, renameSync} from 'node:fs';
import * as files from 'node:fs/promises';
import type {DatabaseSync} from 'node:sqlite';
import {parentPort, workerData} from 'node:worker_threads';
import {errorCode} from '../core/error-code.ts';
import type {HistoryLimits} from '../core/history.ts';
import type {Duration} from '../core/time/clock.ts';
import {systemClock} from '../core/time/system-clock.ts';
import {storageCalls, type StorageCalls} from './calls.ts';
import {
	createDatabaseFile,
	isBroken,
	isBusy,
	memoryPath,
	openDatabase,
	UnusableFileError,
	type StorageAccount,
} from './database.ts';
import {withLock} from './file-lock.ts';
import {readSavedState} from './saved-state-rows.ts';

export type StorageWorkerData = {
	/** The path of the file, or `:memory:`. */
	readonly path: string;
	readonly service: StorageAccount['service'];
	/** The API key, in a form that `NODE_DEBUG` does not print. */
	readonly key: KeyObject;
	readonly limits: HistoryLimits;
};

export type StorageRequest =
	| {readonly kind: 'call'; readonly name: keyof StorageCalls; readonly args: readonly unknown[]}
	| {readonly kind: 'close'};

export type StorageResponse = {
	/** What the call returned. */
	readonly result: unknown;
	/** The new path of a file that was broken and has been moved aside. */
	readonly movedTo: string | null;
	/** Why the request failed: a reason of the program, or the error code or message of the system. */
	readonly failure: string | null;
};

/** How long to wait for other processes that write. They need milliseconds, but there may be many. */
const writeTimeoutMs: Duration = 15_000;
/** How long a start may wait. On a disk that has no locks, SQLite waits as if another process held one. */
const readTimeoutMs: Duration = 1000;

const {path, service, key, limits} = workerData as StorageWorkerData;
const account: StorageAccount = {service, key: key.export().toString()};
let database: DatabaseSync | null = null;
let calls: StorageCalls | null = null;
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
		const result = await carryOut(request);
		return {result, movedTo, failure: null};
	} catch (error) {
		return {result: null, movedTo, failure: describe(error)};
	}
}

async function carryOut(request: StorageRequest): Promise<unknown> {
	if (request.kind === 'close') {
		database?.close();
		return null;
	}

	database ??= await open(request.name === 'read' ? readTimeoutMs : writeTimeoutMs);
	calls ??= storageCalls(database, account, limits);
	return (calls[request.name] as (...args: readonly unknown[]) => unknown)(...request.args);
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

/** Opens the file, and reads the saved state once to find out whether it can be read and has all tables. */
function openChecked(timeout: Duration): DatabaseSync {
	if (path !== memoryPath) {
		createDatabaseFile(path);
	}

	const opened = openDatabase(path, timeout);

	try {
		readSavedState(opened, account);
		opened.prepare('SELECT 1 FROM history, history_texts, history_details');
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
