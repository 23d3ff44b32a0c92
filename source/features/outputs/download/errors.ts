import {errorCode} from '../../../core/error-code.ts';
import type {OutputProblem} from '../../../core/output/output.ts';
import {cleanName} from '../../../core/text/sanitize.ts';
import type {Duration} from '../../../core/time/clock.ts';

/** An output could not be fetched, saved or shown, and it is no bug of this program. */
export class OutputError extends Error {
	override readonly name = 'OutputError';
	readonly why: OutputProblem;
	/** Whether the same request may succeed later. */
	readonly isRetriable: boolean;
	/** The pause that the host requests by the `Retry-After` header, in milliseconds; null without this header. */
	readonly retryAfter: Duration | null;

	constructor(
		why: OutputProblem,
		{isRetriable = false, retryAfter = null, ...options}: Partial<OutputError> = {},
	) {
		super(why.kind, options);
		this.why = why;
		this.isRetriable = isRetriable;
		this.retryAfter = retryAfter;
	}
}

const goneStatuses = new Set([401, 403, 404, 410]);
const retriableStatuses = new Set([408, 425, 429, 500, 502, 503, 504]);

export function statusError(status: number, retryAfter: Duration | null = null): OutputError {
	return new OutputError(
		{kind: goneStatuses.has(status) ? 'gone' : 'http', status},
		{isRetriable: retriableStatuses.has(status), retryAfter},
	);
}

/** Returns the code of a file system error, like `EACCES`; null for any other error. */
export function fileErrorCode(error: unknown): string | null {
	return error instanceof Error && 'syscall' in error ? errorCode(error) : null;
}

/** Maps an error code to another one that means the same to the user. */
const sameAs: Readonly<Record<string, string>> = {
	EDQUOT: 'ENOSPC',
	EPERM: 'EACCES',
	EROFS: 'EACCES',
	EEXIST: 'ENOTDIR',
};

/** Rethrows an error that is neither an `OutputError` nor from the file system: it is a bug. */
export function outputProblemOf(error: unknown): OutputProblem {
	if (error instanceof OutputError) {
		return error.why;
	}

	const code = fileErrorCode(error);

	if (code === null) {
		throw error;
	}

	return {kind: 'disk', code: cleanName(sameAs[code] ?? code)};
}
