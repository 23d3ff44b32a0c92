import {randomUUID} from 'node:crypto';
import {dirname} from 'node:path';
import {errorCode, type StorageFiles} from './files.ts';

/** A file with more bytes than this was not written by this program. */
const maxBytes = 8 * 1024 * 1024;

/** What is in the place of a file. */
export type Content =
	{readonly kind: 'text'; readonly text: string} | {readonly kind: 'nothing' | 'huge' | 'no-file'};

/** Reads a file that may be missing, or be anything. Rejects with the file system's error. */
export async function readStoredFile(path: string, files: StorageFiles): Promise<Content> {
	try {
		const stats = await files.stat(path);

		if (!stats.isFile()) {
			return {kind: 'no-file'};
		}

		return stats.size > maxBytes
			? {kind: 'huge'}
			: {kind: 'text', text: await files.readFile(path, 'utf8')};
	} catch (error) {
		if (errorCode(error) === 'ENOENT') {
			return {kind: 'nothing'};
		}

		throw error;
	}
}

/**
 * Writes a file so that whoever reads it finds the old text or the new one, whenever this is broken off: another file
 * is written to the disk first and then takes its name. `check` is called right before that.
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
		await forget(files.unlink(temporary));
		throw error;
	}

	await forget(syncFolder(dirname(path), files));
}

/** Moves a file out of the way, to a name that is free. Returns where it is now. */
export async function putAside(path: string, why: string, files: StorageFiles): Promise<string> {
	const aside = `${path}.${why}-${randomUUID().slice(0, 8)}`;
	await files.rename(path, aside);
	return aside;
}

/** The new name is on the disk when its folder is. */
async function syncFolder(folder: string, files: StorageFiles): Promise<void> {
	const handle = await files.open(folder, 'r');

	try {
		await handle.sync();
	} finally {
		await handle.close();
	}
}

/** Waits for something that may fail: a folder cannot be synced everywhere, a file may never have been there. */
async function forget(work: Promise<unknown>): Promise<void> {
	try {
		await work;
	} catch {
		// What matters was done, or is told by its own error.
	}
}
