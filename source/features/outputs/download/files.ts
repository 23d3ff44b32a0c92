import type * as nodeFiles from 'node:fs/promises';
import {constants} from 'node:fs';
import type {DownloadFailure} from '../../../core/output/download.ts';
import {cleanName} from '../../../core/text/sanitize.ts';
import type {Clock} from '../../../core/time/clock.ts';
import {withTimeout} from '../../../core/time/with-timeout.ts';

/** The file system functions that downloads use. They are injected, so that tests can make each of them fail. */
export type DownloadFiles = Pick<
	typeof nodeFiles,
	'link' | 'lstat' | 'open' | 'readFile' | 'rename' | 'stat' | 'unlink'
>;

/** Flags that create a new file and refuse links. Windows has no `O_NOFOLLOW`, but `O_EXCL` alone refuses links too. */
export const newFileFlags =
	constants.O_RDWR | constants.O_CREAT | constants.O_EXCL | (constants.O_NOFOLLOW ?? 0);

export const existingFileFlags = constants.O_RDWR | (constants.O_NOFOLLOW ?? 0);

/** Returns the code of a file system error, like `EACCES`; null for any other error. */
export function fileErrorCode(error: unknown): string | null {
	return error instanceof Error &&
		'code' in error &&
		'syscall' in error &&
		typeof error.code === 'string'
		? error.code
		: null;
}

/** Returns the reason for a file system error; null for any other error. */
export function fileFailure(error: unknown): DownloadFailure | null {
	const code = fileErrorCode(error);

	switch (code) {
		case null:
			return null;
		case 'ENOSPC':
		case 'EDQUOT':
			return {kind: 'full'};
		case 'EACCES':
		case 'EPERM':
		case 'EROFS':
			return {kind: 'forbidden'};
		case 'ENOENT':
			return {kind: 'no-folder'};
		case 'ENOTDIR':
			return {kind: 'file-not-folder'};
		case 'ETIMEDOUT':
			return {kind: 'no-response'};
		case 'EFBIG':
			return {kind: 'too-large-for-disk'};
		default:
			return {kind: 'disk', code: cleanName(code)};
	}
}

export async function removeIfExists(
	path: string,
	files: Pick<DownloadFiles, 'unlink'>,
): Promise<void> {
	await nullOnCode('ENOENT', files.unlink(path));
}

/** Waits for a promise. Resolves to null if the promise rejects with this error code. */
export async function nullOnCode<Value>(
	code: string,
	promise: Promise<Value>,
): Promise<Value | null> {
	try {
		return await promise;
	} catch (error) {
		if (fileErrorCode(error) === code) {
			return null;
		}

		throw error;
	}
}

/** Creates the download folder with its parents and checks that it is writable. Resolves to the failure, or null. */
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
