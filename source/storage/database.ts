import {createHmac, randomBytes} from 'node:crypto';
import {closeSync, openSync, statSync} from 'node:fs';
import {dirname} from 'node:path';
import type * as nodeSqlite from 'node:sqlite';
import type {DatabaseSync} from 'node:sqlite';
import {errorCode} from '../core/error-code.ts';
import type {Duration} from '../core/time/clock.ts';
import {makeFolder} from './own-folder.ts';
import {tables} from './schema.ts';

/** The version of the schema. A file with a higher version is not used. */
const schemaVersion = 1;
/** SQLite's codes for a file without the expected tables, with damaged pages, and with other content. */
const brokenCodes: ReadonlySet<number> = new Set([1, 11, 26]);
const busyCode = 5;

/** SQLite's path for a database without a file, which ends with the connection. */
export const memoryPath = ':memory:';

export type StorageAccount = {
	/** The address of the API, followed by a space and the name of the profile, if any. */
	readonly service: string;
	/** The API key. The file contains only a salted hash of it. */
	readonly key: string;
};

/** An account, by its id, in an open file. */
export type StoredAccount = {readonly database: DatabaseSync; readonly account: number};

export class UnusableFileError extends Error {
	override readonly name = 'UnusableFileError';
	readonly why: 'broken' | 'newer' | 'not-a-file';

	constructor(why: UnusableFileError['why']) {
		super(why);
		this.why = why;
	}
}

export function isBroken(error: unknown): boolean {
	return error instanceof UnusableFileError
		? error.why === 'broken'
		: brokenCodes.has(sqliteCode(error) ?? 0);
}

/** Whether another connection holds a lock. */
export function isBusy(error: unknown): boolean {
	return sqliteCode(error) === busyCode;
}

/** Creates the file and its folder if they are missing. Only the owner can read them, from the first byte. */
export function createDatabaseFile(path: string): void {
	makeFolder(dirname(path));

	try {
		closeSync(openSync(path, 'wx', 0o600));
	} catch (error) {
		if (errorCode(error) !== 'EEXIST') {
			throw error;
		}
	}
}

/**
 * Opens an existing file, and makes the tables in an empty one. Blocks the thread while other processes have locked
 * the file, up to `timeout`. Throws an `UnusableFileError`, or an error of SQLite or the file system.
 */
export function openDatabase(path: string, timeout: Duration): DatabaseSync {
	if (path !== memoryPath && !statSync(path).isFile()) {
		throw new UnusableFileError('not-a-file');
	}

	const {DatabaseSync: Database} = loadSqlite();
	const database = new Database(path, {timeout});

	try {
		prepareTables(database);
		// Moves written pages to the file in portions of 4 MB, so that this takes not long.
		database.exec('PRAGMA wal_autocheckpoint = 250');
		return database;
	} catch (error) {
		database.close();
		throw error;
	}
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

/**
 * Returns the hash that identifies a key within this file. HMAC instead of a slow hash, because keys are random and
 * long, so that they cannot be guessed, and a slow hash would delay every start.
 */
export function hashKey(database: DatabaseSync, key: string): Uint8Array {
	const row = database.prepare('SELECT salt FROM meta').get();

	if (!(row?.['salt'] instanceof Uint8Array)) {
		throw new UnusableFileError('broken');
	}

	return createHmac('sha256', row['salt']).update(key).digest();
}

function prepareTables(database: DatabaseSync): void {
	if (hasTables(database)) {
		return;
	}

	// Large pages, because kept responses of a few kilobytes leave much of a small page empty. Incremental, so that freed
	// pages can be given back to the file system. Both have no effect within a transaction.
	database.exec('PRAGMA page_size = 16384; PRAGMA auto_vacuum = INCREMENTAL');
	inTransaction(database, () => {
		// Another process may have made the tables meanwhile.
		if (hasTables(database)) {
			return;
		}

		database.exec(tables);
		database.prepare('INSERT INTO meta (salt) VALUES (?)').run(randomBytes(32));
		database.exec(`PRAGMA user_version = ${schemaVersion}`);
	});
}

function hasTables(database: DatabaseSync): boolean {
	const version = Number(database.prepare('PRAGMA user_version').get()?.['user_version']);

	if (version > schemaVersion) {
		throw new UnusableFileError('newer');
	}

	// Without a version, it is a new file or the database of another program.
	if (
		version === 0 &&
		database.prepare('SELECT 1 FROM sqlite_schema LIMIT 1').get() !== undefined
	) {
		throw new UnusableFileError('broken');
	}

	return version === schemaVersion;
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
	// The lowest byte is the primary code. The others tell the details.
	return error instanceof Error && 'errcode' in error && typeof error.errcode === 'number'
		? error.errcode % 256
		: null;
}
