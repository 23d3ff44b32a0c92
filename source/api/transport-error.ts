import {errorCode} from '../core/error-code.ts';
import type {ProblemKind} from '../core/problem.ts';
import {transportFault, type TransportFault} from '../core/transport-fault.ts';
import {ApiError} from './errors.ts';
import {GuardError} from './guards.ts';
import type {Redact} from './redact.ts';
import {ProxyError} from './tunnel.ts';

const kinds: Readonly<Partial<Record<TransportFault, ProblemKind>>> = {
	'connect-timeout': 'timeout',
	'headers-timeout': 'timeout',
	'body-timeout': 'timeout',
	'no-http': 'malformed',
	'long-headers': 'malformed',
	'not-decompressed': 'malformed',
};

/** Converts an error of the HTTP client to an `ApiError`. Returns a `GuardError` (a bug of this program) unchanged. */
export function toTransportError(error: unknown, redact: Redact): ApiError | GuardError {
	if (error instanceof ApiError || error instanceof GuardError) {
		return error;
	}

	if (error instanceof ProxyError) {
		return new ApiError('network', {detail: redact(error.reason), proxy: error.proxy});
	}

	// Uses only the code: the message, headers and socket of an error may contain the API key.
	const code = errorCode(error);

	if (code === null) {
		return new ApiError('malformed', {detail: 'not valid HTTP'});
	}

	const detail = redact(code);

	if (code === 'UND_ERR_RES_EXCEEDED_MAX_SIZE') {
		return new ApiError('too-large', {detail});
	}

	const fault = transportFault(code);
	return new ApiError((fault === null ? null : kinds[fault]) ?? 'network', {detail});
}
