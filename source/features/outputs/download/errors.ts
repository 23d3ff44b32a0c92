import {errorCode} from '../../../core/error-code.ts';
import type {DownloadFailure} from '../../../core/output/download.ts';
import {cleanName} from '../../../core/text/sanitize.ts';
import type {Duration} from '../../../core/time/clock.ts';

type Retry = {
	/** Whether the same request may succeed later. */
	readonly retriable?: boolean;
	/** The pause that the host requests by the `Retry-After` header, in milliseconds; null without this header. */
	readonly retryAfter?: Duration | null;
	readonly cause?: unknown;
};

export class DownloadError extends Error {
	override readonly name = 'DownloadError';
	readonly why: DownloadFailure;
	readonly retriable: boolean;
	readonly retryAfter: Duration | null;

	constructor(why: DownloadFailure, {retriable = false, retryAfter = null, cause}: Retry = {}) {
		super(why.kind, {cause});
		this.why = why;
		this.retriable = retriable;
		this.retryAfter = retryAfter;
	}
}

const goneStatuses = new Set([401, 403, 404, 410]);
const retriableStatuses = new Set([408, 425, 429, 500, 502, 503, 504]);

export function statusError(status: number, retryAfter: Duration | null = null): DownloadError {
	return new DownloadError(
		{kind: goneStatuses.has(status) ? 'gone' : 'http', status},
		{retriable: retriableStatuses.has(status), retryAfter},
	);
}

/** Returns the code of a file system error, like `EACCES`; null for any other error. */
export function fileErrorCode(error: unknown): string | null {
	return error instanceof Error && 'syscall' in error ? errorCode(error) : null;
}

const fileFailures: Readonly<Record<string, DownloadFailure>> = {
	ENOSPC: {kind: 'full'},
	EDQUOT: {kind: 'full'},
	EACCES: {kind: 'forbidden'},
	EPERM: {kind: 'forbidden'},
	EROFS: {kind: 'forbidden'},
	ENOENT: {kind: 'no-folder'},
	ENOTDIR: {kind: 'file-not-folder'},
	EFBIG: {kind: 'too-large-for-disk'},
};

/** Rethrows an error that is neither a `DownloadError` nor from the file system: it is a bug. */
export function downloadFailureOf(error: unknown): DownloadFailure {
	if (error instanceof DownloadError) {
		return error.why;
	}

	const code = fileErrorCode(error);

	if (code === null) {
		throw error;
	}

	return fileFailures[code] ?? {kind: 'disk', code: cleanName(code)};
}
