import {constants} from 'node:fs';
import {open, type FileHandle} from 'node:fs/promises';
import {join} from 'node:path';

/** Where O_NOFOLLOW does not exist (Windows), O_EXCL alone refuses links too. */
const flags =
	constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | (constants.O_NOFOLLOW ?? 0);

const maxTries = 1000;

export type NewFile = {readonly handle: FileHandle; readonly path: string};

/**
 * Creates a file with mode 0600 and opens it for writing. It overwrites no file and follows no link: if the name is
 * taken, a number is appended. Rejects with the error of the file system.
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

/** Device names of Windows. */
const device = /^(?:con|prn|aux|nul|com\d|lpt\d)$/i;

/** A file name from any id: letters, digits, `_`, `-` and inner dots, at most 83 characters. */
export function fileName(id: string): string {
	const plain = id
		.replaceAll(/[^\w.-]+/g, '_')
		.slice(0, 80)
		.replace(/\.+$/, '');
	return /^\w/.test(plain) && !device.test(plain.replace(/\..*$/s, '')) ? plain : `run${plain}`;
}
