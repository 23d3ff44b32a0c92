import {constants} from 'node:fs';
import {join} from 'node:path';
import {cleanName} from '../terminal/sanitize.ts';
import {DownloadError} from './download-error.ts';
import {fileErrorCode, unless, type Files} from './files.ts';
import {numbered, type SafeName} from './safe-name.ts';

/** More files of one name are a mistake of somebody's. */
const mostFiles = 10_000;

/** File systems without hard links (FAT, some of the network) say so in one of these ways. */
const noLinks: ReadonlySet<string | null> = new Set([
	'EPERM',
	'ENOTSUP',
	'EOPNOTSUPP',
	'ENOSYS',
	'EMLINK',
	'EISDIR',
]);

/**
 * Gives a whole file its name in the folder, and gives the path. What is there is never overwritten: where the name is
 * taken a number is put into it. At every moment the file has its name whole, or has it not.
 */
export async function publish(
	partPath: string,
	folder: string,
	name: SafeName,
	files: Files,
): Promise<string> {
	for (let count = 1; count <= mostFiles; count++) {
		const path = join(folder, numbered(name, count));

		if (await give(partPath, path, files)) {
			await flushFolder(folder, files);
			return path;
		}
	}

	throw new DownloadError({kind: 'disk', code: cleanName('EEXIST')});
}

/** Where a file of that name and length is already; null where there is none. */
export async function findSaved(
	folder: string,
	name: SafeName,
	bytes: number,
	files: Files,
): Promise<string | null> {
	for (let count = 1; count <= mostFiles; count++) {
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

async function give(partPath: string, path: string, files: Files): Promise<boolean> {
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
async function flushFolder(folder: string, files: Files): Promise<void> {
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
