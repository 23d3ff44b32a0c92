import {constants} from 'node:fs';
import {nullIfMissing} from '../../../core/error-code.ts';
import {fileErrorCode, firstNumbered, type DownloadFiles} from './files.ts';
import type {SafeName} from './safe-name.ts';

/** Error codes which mean that a hard link cannot be created, for example on FAT or some network file systems. */
const noHardLinkCodes: ReadonlySet<string | null> = new Set([
	'EPERM',
	'ENOTSUP',
	'EOPNOTSUPP',
	'ENOSYS',
	'EMLINK',
	'EISDIR',
]);

const chunkSize = 1_048_576;

/**
 * Gives a complete file its final name without overwriting a file. If an identical file has this name already, returns
 * that file with `isNew: false`. If a different file has it, tries `name-2`, `name-3` and so on.
 */
export async function publish(
	partPath: string,
	folder: string,
	name: SafeName,
	files: DownloadFiles,
): Promise<{readonly path: string; readonly isNew: boolean}> {
	return firstNumbered(folder, name, async path => {
		if (await linkOrRename(partPath, path, files)) {
			return {path, isNew: true};
		}

		return (await isSameFile(partPath, path, files)) ? {path, isNew: false} : undefined;
	});
}

/**
 * Looks for a file with this length in bytes under the names `name`, `name-2` and so on, until a name is free. Returns
 * the path of the file; null if there is none.
 */
export async function findSameLength(
	folder: string,
	name: SafeName,
	bytes: number,
	files: DownloadFiles,
): Promise<string | null> {
	return firstNumbered(folder, name, async path => {
		const stats = await nullIfMissing(files.lstat(path));

		if (stats === null) {
			return null;
		}

		return stats.isFile() && stats.size === bytes ? path : undefined;
	});
}

async function isSameFile(one: string, other: string, files: DownloadFiles): Promise<boolean> {
	const {size} = await files.lstat(one);
	const stats = await nullIfMissing(files.lstat(other));

	if (stats === null || !stats.isFile() || stats.size !== size) {
		return false;
	}

	await using left = await files.open(one, constants.O_RDONLY);
	await using right = await files.open(other, constants.O_RDONLY);
	const [a, b] = [Buffer.alloc(chunkSize), Buffer.alloc(chunkSize)];

	for (let at = 0; at < size; at += chunkSize) {
		const length = Math.min(chunkSize, size - at);
		const {bytesRead} = await left.read(a, 0, length, at);
		const same = await right.read(b, 0, length, at);

		if (
			bytesRead !== length ||
			same.bytesRead !== length ||
			a.compare(b, 0, length, 0, length) !== 0
		) {
			return false;
		}
	}

	return true;
}

/**
 * Gives a downloaded file its final name: by a hard link, or by renaming on a file system without hard links. Returns
 * false if the name is taken.
 */
export async function linkOrRename(
	partPath: string,
	path: string,
	files: DownloadFiles,
): Promise<boolean> {
	try {
		await files.link(partPath, path);
	} catch (error) {
		const code = fileErrorCode(error);

		if (code === 'EEXIST') {
			return false;
		}

		if (!noHardLinkCodes.has(code)) {
			throw error;
		}

		// `rename` overwrites an existing file, so check first. A file created after this check is still overwritten.
		if ((await nullIfMissing(files.lstat(path))) !== null) {
			return false;
		}

		await files.rename(partPath, path);
		return true;
	}

	await files.unlink(partPath).catch(() => {
		// Ignore this error, because the file is published. A leftover part is recognized by its second hard link.
	});
	return true;
}
