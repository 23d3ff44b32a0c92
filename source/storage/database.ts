import {hash, randomUUID} from 'node:crypto';
import {closeSync, existsSync, openSync, renameSync, statSync} from 'node:fs';
import {dirname} from 'node:path';
import type * as nodeSqlite from 'node:sqlite';
import type {DatabaseSync} from 'node:sqlite';
import {errorCode} from '../core/error-code.ts';
import type {Duration} from '../core/time/clock.ts';
import {makeFolder} from './own-folder.ts';

/** The version of the tables. A file with a higher version is not used. */
const schemaVersion = 1;
/** How long a start waits for another process. Readers wait for none, except while the file is made or closed. */
const openTimeoutMs: Duration = 5000;
/** SQLite's codes for a file without the expected tables, with damaged pages, and with other content. */
const brokenCodes: ReadonlySet<number> = new Set([1, 11, 26]);
const busyCode = 5;

/** SQLite's path for a database without a file, which ends with the connection. */
export const memoryPath = ':memory:';

/**
 * Amounts are whole numbers of 10⁻⁸ CNY, so that sums are exact. Times are Unix milliseconds. `at` is the time that counts
 * for days and periods. `details` has what only an opened run needs, so that a search of 20,000 runs takes 25 ms instead of
 * 200. Another process may have made them meanwhile.
 */
const tables = `
CREATE TABLE IF NOT EXISTS runs (
	run INTEGER PRIMARY KEY,
	account TEXT NOT NULL,
	id TEXT NOT NULL,
	phase TEXT NOT NULL,
	status TEXT,
	first_known_at INTEGER NOT NULL,
	end_known_at INTEGER,
	title TEXT,
	workflow_id TEXT,
	revision_id TEXT,
	created_at INTEGER,
	started_at INTEGER,
	ended_at INTEGER,
	seconds REAL,
	total_cost INTEGER,
	final_amount INTEGER,
	quote_amount INTEGER,
	reason TEXT,
	was_watched INTEGER NOT NULL,
	-- 1: it failed, and nobody has looked at it. 0: somebody has.
	is_unseen INTEGER,
	at INTEGER GENERATED ALWAYS AS (coalesce(ended_at, created_at, first_known_at)) STORED,
	searched TEXT NOT NULL,
	UNIQUE (account, id)
) STRICT;

CREATE INDEX IF NOT EXISTS runs_by_time ON runs (account, at);
CREATE INDEX IF NOT EXISTS runs_by_age ON runs (at);
CREATE INDEX IF NOT EXISTS unfinished_runs ON runs (account, created_at) WHERE end_known_at IS NULL;

CREATE TABLE IF NOT EXISTS details (
	run INTEGER PRIMARY KEY REFERENCES runs ON DELETE CASCADE,
	inputs TEXT,
	response BLOB
) STRICT;

-- Small values as JSON, in the order in which they were added: the saved state (see saved-items.ts), and times of visits.
CREATE TABLE IF NOT EXISTS saved (
	account TEXT NOT NULL,
	kind TEXT NOT NULL,
	id TEXT NOT NULL,
	value TEXT NOT NULL,
	UNIQUE (account, kind, id)
) STRICT;

PRAGMA user_version = ${schemaVersion};
`;

export type StorageAccount = {
	/** The address of the API, followed by a space and the name of the profile, if any. */
	readonly service: string;
	/** The API key. The file contains only a hash of it. */
	readonly key: string;
};

/** An open database, and the account whose rows are read and written. */
export type AccountDatabase = {readonly database: DatabaseSync; readonly account: string};

/** The file cannot be used, for a reason that SQLite does not report. */
export class UnusableFileError extends Error {
	override readonly name = 'UnusableFileError';
	readonly why: 'broken' | 'newer' | 'not-a-file' | 'no HOME' | 'closed';

	constructor(why: UnusableFileError['why']) {
		super(why);
		this.why = why;
	}
}

/** Reports whether an error means that another connection is writing. */
export function isBusy(error: unknown): boolean {
	return sqliteCode(error) === busyCode;
}

/**
 * Opens the database of an account. Creates what is missing: the folder, the file, which only the owner can read, and the
 * tables. Renames a broken file, and passes its new path to `onMovedAside`. Throws an `UnusableFileError`, or an error of
 * SQLite or the file system.
 */
export function openDatabase(
	path: string,
	account: StorageAccount,
	onMovedAside: (newPath: string) => void,
): AccountDatabase {
	if (path !== memoryPath) {
		createFile(path);
	}

	const file = statSync(path, {throwIfNoEntry: false});

	try {
		return openFile(path, account);
	} catch (error) {
		const isBroken = error instanceof UnusableFileError && error.why === 'broken';

		if (!isBroken && !brokenCodes.has(sqliteCode(error) ?? 0)) {
			throw error;
		}

		// Another process may have moved the file aside meanwhile.
		if (statSync(path, {throwIfNoEntry: false})?.ino === file?.ino) {
			onMovedAside(moveAside(path));
		}

		return openDatabase(path, account, onMovedAside);
	}
}

/** Sets how long a call may wait for another process that writes. */
export function setBusyTimeout({database}: AccountDatabase, timeout: Duration): void {
	database.exec(`PRAGMA busy_timeout = ${timeout}`);
}

/** Runs `work` in a transaction that no other connection can write into. */
export function inTransaction(database: DatabaseSync, work: () => void): void {
	database.exec('BEGIN IMMEDIATE');

	try {
		work();
		database.exec('COMMIT');
	} catch (error) {
		// SQLite ends the transaction by itself after some errors, such as a full disk.
		if (database.isTransaction) {
			database.exec('ROLLBACK');
		}

		throw error;
	}
}

function createFile(path: string): void {
	makeFolder(dirname(path));

	try {
		closeSync(openSync(path, 'wx', 0o600));
	} catch (error) {
		if (errorCode(error) !== 'EEXIST') {
			throw error;
		}
	}

	if (!statSync(path).isFile()) {
		throw new UnusableFileError('not-a-file');
	}
}

function openFile(path: string, {service, key}: StorageAccount): AccountDatabase {
	const {DatabaseSync: Database} = loadSqlite();
	const database = new Database(path, {timeout: openTimeoutMs});

	try {
		prepareTables(database);
		// Fails if a table is missing.
		database.prepare('SELECT 1 FROM runs, details, saved');
		// Not a slow hash, because keys are random and long, so that they cannot be guessed.
		return {database, account: hash('sha256', `${service}\n${key}`).slice(0, 32)};
	} catch (error) {
		database.close();
		throw error;
	}
}

function prepareTables(database: DatabaseSync): void {
	const isNew = !hasTables(database);

	try {
		// Others can read while one writes. Such a file needs no `fsync` in a transaction to stay whole when a process dies.
		// Large pages, because a kept response of a few kilobytes leaves much of a small one empty.
		database.exec(
			'PRAGMA page_size = 16384; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL',
		);
	} catch (error) {
		// The next connection sets it.
		if (!isBusy(error)) {
			throw error;
		}
	}

	if (isNew) {
		inTransaction(database, () => database.exec(tables));
	}
}

function hasTables(database: DatabaseSync): boolean {
	const version = Number(database.prepare('PRAGMA user_version').get()?.['user_version']);
	const first = database.prepare('SELECT 1 FROM sqlite_schema LIMIT 1').get();

	// Without a version, it is a new file or the database of another program.
	if (version > schemaVersion || (version === 0 && first !== undefined)) {
		throw new UnusableFileError(version === 0 ? 'broken' : 'newer');
	}

	return version === schemaVersion;
}

/** Renames the broken file. Its write-ahead log goes first: SQLite would apply it to a new file. */
function moveAside(path: string): string {
	const newPath = `${path}.broken-${randomUUID().slice(0, 8)}`;

	for (const suffix of ['-wal', '-shm', '']) {
		if (existsSync(path + suffix)) {
			renameSync(path + suffix, newPath + suffix);
		}
	}

	return newPath;
}

/** Loads SQLite without the warning of some Node versions that it is experimental. */
function loadSqlite(): typeof nodeSqlite {
	const emitWarning = process.emitWarning.bind(process);
	process.emitWarning = () => {};

	try {
		return process.getBuiltinModule('node:sqlite');
	} finally {
		process.emitWarning = emitWarning;
	}
}

function sqliteCode(error: unknown): number | null {
	// The lowest byte is the primary code. The others are details.
	return error instanceof Error && 'errcode' in error && typeof error.errcode === 'number'
		? error.errcode % 256
		: null;
}
