import {constants} from 'node:fs';
import {open, type FileHandle} from 'node:fs/promises';
import {join} from 'node:path';

/** Where O_NOFOLLOW does not exist (Windows), O_EXCL alone refuses links too. */
const flags =
	constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | (constants.O_NOFOLLOW ?? 0);

/** More files of one name are a mistake of somebody's. */
const maxTries = 1000;

/** A file that did not exist before, open for writing. */
export type NewFile = {readonly handle: FileHandle; readonly path: string};

/**
 * Makes a file in a folder, for the user alone (0600). Nothing is overwritten and no link is followed: where the name
 * is taken a number is put behind it. Rejects as the file system does.
 */
export async function createNewFile(
	folder: string,
	name: string,
	extension: string,
): Promise<NewFile> {
	for (let count = 1; ; count++) {
		const path = join(folder, `${name}${count === 1 ? '' : `-${count}`}.${extension}`);

		try {
			return {handle: await open(path, flags, 0o600), path};
		} catch (error) {
			if ((error as NodeJS.ErrnoException).code !== 'EEXIST' || count === maxTries) {
				throw error;
			}
		}
	}
}

/** Names that Windows gives to devices. */
const device = /^(?:con|prn|aux|nul|com\d|lpt\d)$/i;

/** A name for a file, made from an id that may hold anything: letters, digits, `_`, `-` and dots within, no longer than 80. */
export function fileName(id: string): string {
	const plain = id
		.replaceAll(/[^\w.-]+/g, '_')
		.slice(0, 80)
		.replace(/\.+$/, '');
	return /^\w/.test(plain) && !device.test(plain.replace(/\..*$/s, '')) ? plain : `run${plain}`;
}
