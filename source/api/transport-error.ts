import {errorCode} from '../core/error-code.ts';
import {transportFault, type TransportFault} from '../core/transport-fault.ts';
import {
	ApiError,
	type ApiErrorFields,
	MalformedError,
	NetworkError,
	TimeoutError,
	TooLargeError,
} from './errors.ts';
import {GuardError} from './guard-error.ts';
import type {Redact} from './redact.ts';
import {stripCause} from './strip-cause.ts';

const kinds: Readonly<Partial<Record<TransportFault, new (fields: ApiErrorFields) => ApiError>>> = {
	'connect-timeout': TimeoutError,
	'headers-timeout': TimeoutError,
	'body-timeout': TimeoutError,
	'no-http': MalformedError,
	'long-headers': MalformedError,
	'not-decompressed': MalformedError,
};

/**
 * Converts an error without a complete response to an `ApiError`. Returns a `GuardError` unchanged, because it is a bug of
 * this program.
 */
export function toTransportError(error: unknown, redact: Redact): ApiError | GuardError {
	if (error instanceof ApiError || error instanceof GuardError) {
		return error;
	}

	const code = errorCode(error);
	const fields = {
		// The user interface has a sentence for each code; the texts of OpenSSL and undici are not for users.
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
