import type * as nodeFiles from 'node:fs/promises';
import {constants} from 'node:fs';
import type {DownloadFailure} from '../../../core/output/download.ts';
import {cleanName} from '../../../core/text/sanitize.ts';

/** What of the file system is used. Passed in, so that tests let each call of it fail. */
export type DownloadFiles = Pick<
	typeof nodeFiles,
	'link' | 'lstat' | 'open' | 'readFile' | 'rename' | 'stat' | 'unlink'
>;

/** For a new file: nothing is overwritten. `O_NOFOLLOW` does not exist on Windows; `O_EXCL` alone refuses links too. */
export const newFile =
	constants.O_RDWR | constants.O_CREAT | constants.O_EXCL | (constants.O_NOFOLLOW ?? 0);

/** For a file of ours that is there. */
export const ownFile = constants.O_RDWR | (constants.O_NOFOLLOW ?? 0);

/** The code of a file system error, like `EACCES`; null for anything else. */
export function fileErrorCode(error: unknown): string | null {
	return error instanceof Error &&
		'code' in error &&
		'syscall' in error &&
		typeof error.code === 'string'
		? error.code
		: null;
}

/** What a file system error means to who saves; null for what is none. */
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

/** Removes a file; one that is not there is no trouble. */
export async function remove(path: string, files: Pick<DownloadFiles, 'unlink'>): Promise<void> {
	await unless('ENOENT', files.unlink(path));
}

/** What the promise gives; null where it fails by this code. */
export async function unless<Value>(code: string, promise: Promise<Value>): Promise<Value | null> {
	try {
		return await promise;
	} catch (error) {
		if (fileErrorCode(error) === code) {
			return null;
		}

		throw error;
	}
}
