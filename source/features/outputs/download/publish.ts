import {constants} from 'node:fs';
import type {FileHandle} from 'node:fs/promises';
import {join} from 'node:path';
import {cleanName} from '../../../core/text/sanitize.ts';
import {DownloadError} from './download-error.ts';
import {fileErrorCode, nullOnCode, type DownloadFiles} from './files.ts';
import {numbered, type SafeName} from './safe-name.ts';

/** Maximum number to append to a name that is taken. */
const maxFiles = 10_000;

/** Error codes of file systems without hard links (FAT, some network file systems). */
const noHardLinkCodes: ReadonlySet<string | null> = new Set([
	'EPERM',
	'ENOTSUP',
	'EOPNOTSUPP',
	'ENOSYS',
	'EMLINK',
	'EISDIR',
]);

const chunkSize = 1_048_576;

/** A file with its final name. `isNew`: false if an identical file had this name already. */
type Published = {readonly path: string; readonly isNew: boolean};

/**
 * Moves a complete file to its final name without overwriting another file. If an identical file has this name
 * already, returns that file. If a different file has it, appends a number to the name. An incomplete file never has
 * the final name.
 */
export async function publish(
	partPath: string,
	folder: string,
	name: SafeName,
	files: DownloadFiles,
): Promise<Published> {
	for (let count = 1; count <= maxFiles; count++) {
		const path = join(folder, numbered(name, count));

		if (await linkOrRename(partPath, path, files)) {
			await flushFolder(folder, files);
			return {path, isNew: true};
		}

		if (await isSameFile(partPath, path, files)) {
			return {path, isNew: false};
		}
	}

	throw new DownloadError({kind: 'disk', code: cleanName('EEXIST')});
}

/** Returns the path of a file with this name and length, or null. */
export async function findSameLength(
	folder: string,
	name: SafeName,
	bytes: number,
	files: DownloadFiles,
): Promise<string | null> {
	for (let count = 1; count <= maxFiles; count++) {
		const path = join(folder, numbered(name, count));
		const found = await nullOnCode('ENOENT', files.lstat(path));

		if (found === null) {
			return null;
		}

		if (found.isFile() && found.size === bytes) {
			return path;
		}
	}

	return null;
}

async function isSameFile(one: string, other: string, files: DownloadFiles): Promise<boolean> {
	const [first, second] = [await files.lstat(one), await nullOnCode('ENOENT', files.lstat(other))];

	if (second === null || !second.isFile() || first.size !== second.size) {
		return false;
	}

	await using left = await files.open(one, constants.O_RDONLY);
	await using right = await files.open(other, constants.O_RDONLY);

	for (let at = 0; at < first.size; at += chunkSize) {
		const [a, b] = [await readChunkAt(left, at), await readChunkAt(right, at)];

		if (!a.equals(b)) {
			return false;
		}
	}

	return true;
}

/** Reads a chunk of a file. Returns fewer than `chunkSize` bytes at the end of the file. */
async function readChunkAt(file: FileHandle, position: number): Promise<Buffer> {
	const chunk = Buffer.alloc(chunkSize);
	let length = 0;

	while (length < chunk.length) {
		const {bytesRead} = await file.read(chunk, length, chunk.length - length, position + length);

		if (bytesRead === 0) {
			break;
		}

		length += bytesRead;
	}

	return chunk.subarray(0, length);
}

async function linkOrRename(
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

		// `rename` overwrites an existing file, so check first. A file that another program creates after this check is
		// still overwritten.
		if ((await nullOnCode('ENOENT', files.lstat(path))) !== null) {
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

/** Syncs the folder, so that the name survives a power failure. Not every system supports this. */
async function flushFolder(folder: string, files: DownloadFiles): Promise<void> {
	try {
		const handle = await files.open(folder, constants.O_RDONLY);

		try {
			await handle.sync();
		} finally {
			await handle.close();
		}
	} catch (error) {
		if (fileErrorCode(error) === null) {
			throw error;
		}
	}
}
