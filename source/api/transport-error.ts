import {errorCode, transportFault, type TransportFault} from '../core/error-code.ts';
import type {ProblemKind} from '../core/problem.ts';
import type {SafeText} from '../core/text/text.ts';
import {ApiError} from './errors.ts';
import {GuardError} from './guards.ts';
import type {Redact} from './redact.ts';

const kinds: Readonly<Partial<Record<TransportFault, ProblemKind>>> = {
	'connect-timeout': 'timeout',
	'headers-timeout': 'timeout',
	'body-timeout': 'timeout',
	'no-http': 'malformed',
	'not-decompressed': 'malformed',
};

/**
 * Converts an error of the HTTP client to an `ApiError`. Returns a `GuardError` (a bug of this program) unchanged. `proxy`:
 * the address of the proxy through which the request went.
 */
export function toTransportError(
	error: unknown,
	redact: Redact,
	proxy: SafeText | null = null,
): ApiError | GuardError {
	if (error instanceof ApiError || error instanceof GuardError) {
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
