import type * as nodeFiles from 'node:fs/promises';

/** What of the file system is used. Passed in, so that tests let each call of it fail. */
export type StorageFiles = Pick<
	typeof nodeFiles,
	'mkdir' | 'open' | 'readFile' | 'readdir' | 'rename' | 'stat' | 'unlink'
>;

/** The code of a file system error, like `EACCES`; null for anything else. */
export function errorCode(error: unknown): string | null {
	return error instanceof Error && 'code' in error && typeof error.code === 'string'
		? error.code
		: null;
}
