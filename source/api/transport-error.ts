import {ApiError} from './errors/api-error.ts';
import {MalformedError} from './errors/malformed-error.ts';
import {NetworkError} from './errors/network-error.ts';
import {TimeoutError} from './errors/timeout-error.ts';
import {TooLargeError} from './errors/too-large-error.ts';
import {GuardError} from './guard-error.ts';
import type {Redact} from './redact.ts';
import {codeOf, stripCause} from './strip-cause.ts';

const timeLimits = new Set([
	'ETIMEDOUT',
	'UND_ERR_CONNECT_TIMEOUT',
	'UND_ERR_HEADERS_TIMEOUT',
	'UND_ERR_BODY_TIMEOUT',
]);

/** No HTTP, a head that is too long, or a body that does not unpack. */
const unreadable = /^(HPE_|UND_ERR_HEADERS_OVERFLOW$|Z_|ERR__?(ERROR_|BROTLI|ZSTD|PADDING)|ZSTD_)/;

/**
 * What went wrong before there was a whole answer, as the `ApiError` that it amounts to. A guard's own error is a bug
 * of this program and stays what it is.
 */
export function toTransportError(error: unknown, redact: Redact): ApiError | GuardError {
	if (error instanceof ApiError || error instanceof GuardError) {
		return error;
	}

	const code = error instanceof Error ? codeOf(error) : null;
	const facts = {
		detail: redact(describe(error, code)),
		cause: stripCause(error, redact),
	};

	if (code === null || unreadable.test(code)) {
		return new MalformedError(facts);
	}

	if (timeLimits.has(code)) {
		return new TimeoutError(facts);
	}

	return code === 'UND_ERR_RES_EXCEEDED_MAX_SIZE'
		? new TooLargeError(facts)
		: new NetworkError(facts);
}

/** The code and the message, without saying the same twice. undici's own codes say no more than its messages do. */
function describe(error: unknown, code: string | null): string {
	const message = error instanceof Error ? error.message : String(error);

	if (code === null || code.startsWith('UND_') || message.includes(code)) {
		return message;
	}

	// A connection that was tried at several addresses has a code and no message.
	return message === '' ? code : `${code}: ${message}`;
}
