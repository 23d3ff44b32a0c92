import {errorCode} from '../core/error-code.ts';
import type {ProblemKind} from '../core/problem.ts';
import {transportFault, type TransportFault} from '../core/transport-fault.ts';
import {ApiError} from './errors.ts';
import {GuardError} from './guards.ts';
import type {Redact} from './redact.ts';

const kinds: Readonly<Partial<Record<TransportFault, ProblemKind>>> = {
	'connect-timeout': 'timeout',
	'headers-timeout': 'timeout',
	'body-timeout': 'timeout',
	'no-http': 'malformed',
	'long-headers': 'malformed',
	'not-decompressed': 'malformed',
};

/** Converts an error of the HTTP client to an `ApiError`. Returns a `GuardError`, a bug of this program, unchanged. */
export function toTransportError(error: unknown, redact: Redact): ApiError | GuardError {
	if (error instanceof ApiError || error instanceof GuardError) {
		return error;
	}

	const code = errorCode(error);
	const fields = {
		// The user interface has a sentence for each error code. The messages of OpenSSL and undici are not for users.
		detail: code === null ? 'not valid HTTP' : redact(code),
		cause: stripCause(error, redact),
	};

	if (code === null) {
		return new ApiError('malformed', fields);
	}

	if (code === 'UND_ERR_RES_EXCEEDED_MAX_SIZE') {
		return new ApiError('too-large', fields);
	}

	const fault = transportFault(code);
	return new ApiError((fault === null ? null : kinds[fault]) ?? 'network', fields);
}

const maxCauses = 4;

/**
 * Copies only the name, code, message, stack and cause of an error, and removes the API key from them. The other
 * properties of an error (headers, sockets, parts of the response) must not be stored, printed or recorded.
 */
function stripCause(error: unknown, redact: Redact, depth = 1): Error {
	if (!(error instanceof Error)) {
		return new Error(redact(String(error)));
	}

	const cause =
		error.cause === undefined || depth === maxCauses
			? undefined
			: {cause: stripCause(error.cause, redact, depth + 1)};
	const copy = new Error(redact(error.message), cause);
	copy.name = redact(error.name);
	copy.stack = redact(error.stack ?? copy.message);
	const code = errorCode(error);
	return Object.assign(copy, code === null ? {} : {code});
}
