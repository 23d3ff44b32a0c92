import {randomUUID} from 'node:crypto';
import type * as nodeFiles from 'node:fs/promises';
import {dirname} from 'node:path';
import {errorCode} from '../core/error-code.ts';

export type StorageFiles = Pick<
	typeof nodeFiles,
	'mkdir' | 'open' | 'readFile' | 'readdir' | 'rename' | 'stat' | 'unlink'
>;

const maxBytes = 8 * 1024 * 1024;

export type StoredFile =
	| {readonly kind: 'text'; readonly text: string}
	| {readonly kind: 'missing' | 'huge' | 'not-a-file'};

export async function readStoredFile(path: string, files: StorageFiles): Promise<StoredFile> {
	try {
		const stats = await files.stat(path);

		if (!stats.isFile()) {
			return {kind: 'not-a-file'};
		}

		return stats.size > maxBytes
			? {kind: 'huge'}
			: {kind: 'text', text: await files.readFile(path, 'utf8')};
	} catch (error) {
		if (errorCode(error) === 'ENOENT') {
			return {kind: 'missing'};
		}

		throw error;
	}
}

/**
 * Replaces a file atomically: writes a temporary file, awaits `check`, then renames the temporary file. If `check`
 * rejects, the file is not replaced.
 */
export async function writeStoredFile(
	path: string,
	text: string,
	files: StorageFiles,
	check: () => Promise<void>,
): Promise<void> {
	const temporary = `${path}.${randomUUID()}.tmp`;

	try {
		const file = await files.open(temporary, 'wx', 0o600);

		try {
			await file.writeFile(text);
			await file.sync();
		} finally {
			await file.close();
		}

		await check();
		await files.rename(temporary, path);
	} catch (error) {
		await ignoreErrors(files.unlink(temporary));
		throw error;
	}

	await ignoreErrors(syncFolder(dirname(path), files));
}

export async function moveAside(path: string, why: string, files: StorageFiles): Promise<string> {
	const newPath = `${path}.${why}-${randomUUID().slice(0, 8)}`;
	await files.rename(path, newPath);
	return newPath;
}

/** Writes a folder to disk, so that a rename in it survives a power failure. */
async function syncFolder(folder: string, files: StorageFiles): Promise<void> {
	const handle = await files.open(folder, 'r');

	try {
		await handle.sync();
	} finally {
		await handle.close();
	}
}

/** Waits for work and ignores its error. Not every system can sync a folder, and a temporary file may not exist. */
async function ignoreErrors(work: Promise<unknown>): Promise<void> {
	try {
		await work;
	} catch {
		// The error does not matter.
	}
}
