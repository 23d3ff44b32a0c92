import {constants} from 'node:fs';
import type {FileHandle} from 'node:fs/promises';
import {join} from 'node:path';
import {cleanName} from '../../../core/text/sanitize.ts';
import {DownloadError} from './download-error.ts';
import {fileErrorCode, unless, type DownloadFiles} from './files.ts';
import {numbered, type SafeName} from './safe-name.ts';

/** More files of one name are a mistake of somebody's. */
const maxFiles = 10_000;

/** File systems without hard links (FAT, some of the network) say so in one of these ways. */
const noLinks: ReadonlySet<string | null> = new Set([
	'EPERM',
	'ENOTSUP',
	'EOPNOTSUPP',
	'ENOSYS',
	'EMLINK',
	'EISDIR',
]);

/** Bytes that are compared at once. */
const chunkSize = 1_048_576;

/** Where a whole file is, and whether it was published just now or was there before. */
export type Published = {readonly path: string; readonly isNew: boolean};

/**
 * Gives a whole file its name in the folder, and gives the path. What is there is never overwritten: where the name is
 * taken by a file of the same bytes that one is it, and by anything else a number is put into the name. At every moment
 * the file has its name whole, or has it not.
 */
export async function publish(
	partPath: string,
	folder: string,
	name: SafeName,
	files: DownloadFiles,
): Promise<Published> {
	for (let count = 1; count <= maxFiles; count++) {
		const path = join(folder, numbered(name, count));

		if (await give(partPath, path, files)) {
			await flushFolder(folder, files);
			return {path, isNew: true};
		}

		if (await isSameFile(partPath, path, files)) {
			return {path, isNew: false};
		}
	}

	throw new DownloadError({kind: 'disk', code: cleanName('EEXIST')});
}

/** Where a file of that name and length is already; null where there is none. */
export async function findSaved(
	folder: string,
	name: SafeName,
	bytes: number,
	files: DownloadFiles,
): Promise<string | null> {
	for (let count = 1; count <= maxFiles; count++) {
		const path = join(folder, numbered(name, count));
		const found = await unless('ENOENT', files.lstat(path));

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
	const [first, second] = [await files.lstat(one), await unless('ENOENT', files.lstat(other))];

	if (second === null || !second.isFile() || first.size !== second.size) {
		return false;
	}

	await using left = await files.open(one, constants.O_RDONLY);
	await using right = await files.open(other, constants.O_RDONLY);

	for (let at = 0; at < first.size; at += chunkSize) {
		const [a, b] = [await readAt(left, at), await readAt(right, at)];

		if (!a.equals(b)) {
			return false;
		}
	}

	return true;
}

/** A chunk from a place on; less where the file ends before. */
async function readAt(file: FileHandle, position: number): Promise<Buffer> {
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

async function give(partPath: string, path: string, files: DownloadFiles): Promise<boolean> {
	try {
		await files.link(partPath, path);
	} catch (error) {
		const code = fileErrorCode(error);

		if (code === 'EEXIST') {
			return false;
		}

		if (!noLinks.has(code)) {
			throw error;
		}

		// Here only another program that makes a file of this very name in this very moment could lose it.
		if ((await unless('ENOENT', files.lstat(path))) !== null) {
			return false;
		}

		await files.rename(partPath, path);
		return true;
	}

	await files.unlink(partPath).catch(() => {
		// It has its name. A part that stays is told from others by having two.
	});
	return true;
}

/** After a power failure the name is there as well. Not every system can do that, and the file is whole without it. */
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
