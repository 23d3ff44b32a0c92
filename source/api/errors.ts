import {errorCode, transportFault, type TransportFault} from '../core/error-code.ts';
import type {Problem, ProblemKind} from '../core/problem.ts';
import {cleanProse, type SafeText} from '../core/text/sanitize.ts';
import type {Instant} from '../core/time/clock.ts';
import type {Redact} from './redact.ts';

/** The API key has been removed from all texts. What is missing is null; `retriable` then follows from the kind. */
type ApiErrorFields = Partial<Omit<Problem, 'kind' | 'detail' | 'at'>> & {
	readonly detail: string;
};

/** A failed request to the API. */
export class ApiError extends Error {
	override readonly name = 'ApiError';
	/** Its texts are safe for a terminal. */
	readonly problem: Omit<Problem, 'at'>;

	constructor(kind: ProblemKind, fields: ApiErrorFields) {
		const detail = cleanProse(fields.detail);
		super(`${kind}: ${detail}`);
		this.problem = {
			httpStatus: null,
			serviceMessage: null,
			engineError: null,
			retryAfter: null,
			proxy: null,
			// True for `not-found`: the service may not know a new run yet. A single 401 may be a mistake of the service.
			retriable: kind !== 'forbidden' && kind !== 'too-large',
			...fields,
			kind,
			detail,
		};
	}

	toProblem(at: Instant): Problem {
		return {...this.problem, at};
	}
}

/** Returns an `ApiError`. Throws any other error, which is a bug. */
export function apiErrorOf(error: unknown): ApiError {
	if (error instanceof ApiError) {
		return error;
	}

	throw error;
}

/** Thrown for a forbidden request, which is a bug of this program. Not an `ApiError`: the service did not fail. */
export class GuardError extends Error {
	override readonly name = 'GuardError';
}

const kinds: Readonly<Partial<Record<TransportFault, ProblemKind>>> = {
	'connect-timeout': 'timeout',
	'headers-timeout': 'timeout',
	'body-timeout': 'timeout',
	'no-http': 'malformed',
	'not-decompressed': 'malformed',
};

/**
 * Converts an error of the HTTP client to an `ApiError`. Throws a `GuardError`, a bug of this program. `proxy`: the address
 * of the proxy through which the request went.
 */
export function toTransportError(
	error: unknown,
	redact: Redact,
	proxy: SafeText | null = null,
): ApiError {
	if (error instanceof GuardError) {
		throw error;
	}

	if (error instanceof ApiError) {
		return error;
	}

	// Uses only the code: the message, headers and socket of an error may contain the API key.
	const code = transportCode(error);

	if (code === null) {
		return new ApiError('malformed', {detail: 'not valid HTTP', proxy});
	}

	const detail = redact(code);

	if (code === 'UND_ERR_RES_EXCEEDED_MAX_SIZE') {
		return new ApiError('too-large', {detail});
	}

	const fault = transportFault(code);
	return new ApiError((fault === null ? null : kinds[fault]) ?? 'network', {detail, proxy});
}

/**
 * Returns the code of an error of Node or undici, or `PROXY_` and the HTTP status with which a proxy refused a connection.
 * Null if the error has no code, as some of undici's parser.
 */
export function transportCode(error: unknown): string | null {
	const [, refusal] =
		/^Proxy response \((\d+)\)/.exec(error instanceof Error ? error.message : '') ?? [];
	return refusal === undefined ? errorCode(error) : `PROXY_${refusal}`;
}
