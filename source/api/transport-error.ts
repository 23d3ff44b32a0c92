import {transportFault, type TransportFault} from '../core/transport-fault.ts';
import {ApiError, type Facts} from './errors/api-error.ts';
import {MalformedError} from './errors/malformed-error.ts';
import {NetworkError} from './errors/network-error.ts';
import {TimeoutError} from './errors/timeout-error.ts';
import {TooLargeError} from './errors/too-large-error.ts';
import {GuardError} from './guard-error.ts';
import type {Redact} from './redact.ts';
import {codeOf, stripCause} from './strip-cause.ts';

const kinds: Readonly<Partial<Record<TransportFault, new (fields: Facts) => ApiError>>> = {
	'connect-timeout': TimeoutError,
	'headers-timeout': TimeoutError,
	'body-timeout': TimeoutError,
	'no-http': MalformedError,
	'long-headers': MalformedError,
	'not-decompressed': MalformedError,
};

/**
 * What went wrong before there was a whole answer, as the `ApiError` that it amounts to. A guard's own error is a bug
 * of this program and stays what it is.
 */
export function toTransportError(error: unknown, redact: Redact): ApiError | GuardError {
	if (error instanceof ApiError || error instanceof GuardError) {
		return error;
	}

	const code = error instanceof Error ? codeOf(error) : null;
	const fields = {
		// The texts of OpenSSL and undici are for programmers; `messages` has a sentence for the code.
		detail: code === null ? 'not valid HTTP' : redact(code),
		cause: stripCause(error, redact),
	};

	if (code === null) {
		return new MalformedError(fields);
	}

	if (code === 'UND_ERR_RES_EXCEEDED_MAX_SIZE') {
		return new TooLargeError(fields);
	}

	const fault = transportFault(code);
	return new ((fault === null ? null : kinds[fault]) ?? NetworkError)(fields);
}
