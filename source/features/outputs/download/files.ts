import {createHash} from 'node:crypto';
import {constants, createReadStream} from 'node:fs';
import {access, link, lstat, mkdir, open, rename, rm} from 'node:fs/promises';
import {join} from 'node:path';
import {nullIfMissing} from '../../../core/error-code.ts';
import type {DownloadFailure} from '../../../core/output/download.ts';
import {cleanName} from '../../../core/text/sanitize.ts';
import {DownloadError, downloadFailureOf, fileErrorCode} from './errors.ts';
import {numbered, type SafeName} from './file-naming.ts';

/** Maximum number of names to try if names are taken: `image.png`, `image-2.png`, `image-3.png` and so on. */
const maxNumber = 10_000;

/** The codes of file systems that have no hard links, like FAT and some of the network. */
const noHardLinks: ReadonlySet<string | null> = new Set([
	'EPERM',
	'ENOTSUP',
	'EOPNOTSUPP',
	'ENOSYS',
	'EMLINK',
]);

/** The path of a saved output. `isNew` is false if an identical file had this name already. */
export type SavedPath = {readonly path: string; readonly isNew: boolean};

/**
 * Calls `attempt` with the path for `name`, then for `name-2` and so on. Returns its first result that is not undefined.
 * Throws a `DownloadError` after `maxNumber` calls.
 */
export async function firstNumbered<Value>(
	folder: string,
	name: SafeName,
	attempt: (path: string) => Promise<Value | undefined>,
): Promise<Value> {
	for (let count = 1; count <= maxNumber; count++) {
		const value = await attempt(join(folder, numbered(name, count)));

		if (value !== undefined) {
			return value;
		}
	}

	throw new DownloadError({kind: 'disk', code: cleanName('EEXIST')});
}

/**
 * Gives a complete file its final name. If an identical file has this name already, returns that file. If a different
 * one has it, tries `name-2`, `name-3` and so on. `part` may keep its own name too.
 */
export async function publish(part: string, folder: string, name: SafeName): Promise<SavedPath> {
	return firstNumbered(folder, name, async path => {
		if (await nameExclusively(part, path)) {
			return {path, isNew: true};
		}

		return (await isSameFile(part, path)) ? {path, isNew: false} : undefined;
	});
}

/**
 * Looks for a file of this length in bytes under the names `name`, `name-2` and so on, until a name is free. Returns
 * null if there is none.
 */
export async function findSameLength(
	folder: string,
	name: SafeName,
	bytes: number,
): Promise<string | null> {
	return firstNumbered(folder, name, async path => {
		const stats = await nullIfMissing(lstat(path));
		return stats === null ? null : stats.isFile() && stats.size === bytes ? path : undefined;
	});
}

/**
 * Gives a file another name, in one step: by a hard link, or where there are none by renaming it over an empty file that
 * was created exclusively. Returns false if the name is taken, also by a symbolic link. The old name may stay.
 */
export async function nameExclusively(part: string, path: string): Promise<boolean> {
	try {
		await link(part, path).catch(async (error: unknown) => {
			if (!noHardLinks.has(fileErrorCode(error))) {
				throw error;
			}

			const placeholder = await open(path, 'wx');
			await placeholder.close();
			await rename(part, path).catch(async (failure: unknown) => {
				await rm(path, {force: true});
				throw failure;
			});
		});
		return true;
	} catch (error) {
		if (fileErrorCode(error) === 'EEXIST') {
			return false;
		}

		throw error;
	}
}

async function isSameFile(one: string, other: string): Promise<boolean> {
	const [a, b] = [await lstat(one), await nullIfMissing(lstat(other))];
	// Anything but a regular file is not read: reading a pipe would never end.
	return b?.isFile() === true && a.size === b.size && (await digest(one)) === (await digest(other));
}

async function digest(path: string): Promise<string> {
	const hash = createHash('sha256');

	for await (const chunk of createReadStream(path)) {
		hash.update(chunk as Uint8Array);
	}

	return hash.digest('hex');
}

/**
 * Creates folders in `folder`, each in the one before, and returns the path of the last. Throws a `DownloadError` if one
 * of them is no folder, or a symbolic link, which could lead elsewhere.
 */
export async function makeFolders(folder: string, names: readonly string[]): Promise<string> {
	let path = folder;

	for (const name of names) {
		path = join(path, name);
		await mkdir(path).catch((error: unknown) => {
			if (fileErrorCode(error) !== 'EEXIST') {
				throw error;
			}
		});

		if (!(await lstat(path)).isDirectory()) {
			throw new DownloadError({kind: 'not-a-folder', name: cleanName(name)});
		}
	}

	return path;
}

/** Creates the folder and its parents. Returns the reason why nothing can be saved in it; null if it can be used. */
export async function prepareFolder(folder: string): Promise<DownloadFailure | null> {
	try {
		await mkdir(folder, {recursive: true});
		await access(folder, constants.W_OK | constants.X_OK);
		return null;
	} catch (error) {
		return fileErrorCode(error) === 'EEXIST' ? {kind: 'file-not-folder'} : downloadFailureOf(error);
	}
}
