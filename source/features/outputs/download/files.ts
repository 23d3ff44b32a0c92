import {constants} from 'node:fs';
import type * as nodeFiles from 'node:fs/promises';
import {join} from 'node:path';
import {errorCode} from '../../../core/error-code.ts';
import type {DownloadFailure} from '../../../core/output/download.ts';
import {cleanName} from '../../../core/text/sanitize.ts';
import type {Clock} from '../../../core/time/clock.ts';
import {withTimeout} from '../../../core/time/with-timeout.ts';
import {newFileFlags} from '../../../storage/file-flags.ts';
import {LockedError, type LockOptions} from '../../../storage/file-lock.ts';
import {DownloadError} from './download-error.ts';
import {numbered, type SafeName} from './safe-name.ts';

/** File system functions of downloads. They are injected, so that tests can make each of them fail. */
export type DownloadFiles = LockOptions['files'] &
	Pick<typeof nodeFiles, 'link' | 'lstat' | 'mkdir' | 'open' | 'rename' | 'rm' | 'writeFile'>;

/** Maximum number of names to try if names are taken: `image.png`, `image-2.png`, `image-3.png` and so on. */
const maxNumber = 10_000;

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

/** Returns the code of a file system error, like `EACCES`; null for any other error. */
export function fileErrorCode(error: unknown): string | null {
	return error instanceof Error && 'syscall' in error ? errorCode(error) : null;
}

const failureKinds = {
	ENOSPC: 'full',
	EDQUOT: 'full',
	EACCES: 'forbidden',
	EPERM: 'forbidden',
	EROFS: 'forbidden',
	ENOENT: 'no-folder',
	ENOTDIR: 'file-not-folder',
	ETIMEDOUT: 'no-response',
	EFBIG: 'too-large-for-disk',
} as const;

/** Returns null for an error that is neither a `DownloadError` nor from the file system or a file lock. */
export function fileFailure(error: unknown): DownloadFailure | null {
	if (error instanceof DownloadError) {
		return error.why;
	}

	const code = error instanceof LockedError ? 'EBUSY' : fileErrorCode(error);

	if (code === null) {
		return null;
	}

	return code in failureKinds
		? {kind: failureKinds[code as keyof typeof failureKinds]}
		: {kind: 'disk', code: cleanName(code)};
}

/** Writes the text to a temporary file and renames it to `path`, so that no other program sees an incomplete text. */
export async function replaceFile(path: string, text: string, files: DownloadFiles): Promise<void> {
	const fresh = `${path}.new`;
	await files.rm(fresh, {force: true});

	try {
		await files.writeFile(fresh, text, {flag: newFileFlags, mode: 0o600});
		await files.rename(fresh, path);
	} catch (error) {
		await files.rm(fresh, {force: true}).catch(() => {
			// Ignore this error, because the first error is reported.
		});
		throw error;
	}
}

/**
 * Creates folders in `folder`, each in the one before, and returns the path of the last. Throws a `DownloadError` if one
 * of them is no folder, or a symbolic link, which could lead elsewhere.
 */
export async function makeFolders(
	folder: string,
	names: readonly string[],
	files: DownloadFiles,
): Promise<string> {
	let path = folder;

	for (const name of names) {
		path = join(path, name);

		try {
			await files.mkdir(path);
		} catch (error) {
			if (fileErrorCode(error) !== 'EEXIST') {
				throw error;
			}
		}

		if (!(await files.lstat(path)).isDirectory()) {
			throw new DownloadError({kind: 'not-a-folder', name: cleanName(name)});
		}
	}

	return path;
}

/** Creates the folder and checks that it is writable. Returns the reason why it cannot be used; null if it can. */
export async function prepareFolder(
	folder: string,
	files: Pick<typeof nodeFiles, 'access' | 'mkdir'>,
	clock: Pick<Clock, 'after'>,
): Promise<DownloadFailure | null> {
	try {
		await withTimeout(files.mkdir(folder, {recursive: true}), clock);
		await withTimeout(files.access(folder, constants.W_OK | constants.X_OK), clock);
		return null;
	} catch (error) {
		const failure =
			fileErrorCode(error) === 'EEXIST' ? {kind: 'file-not-folder' as const} : fileFailure(error);

		if (failure === null) {
			throw error;
		}

		return failure;
	}
}
