import type * as nodeFiles from 'node:fs/promises';

/** The file system calls in use; tests make each of them fail. */
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
