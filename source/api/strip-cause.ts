import {errorCode} from '../core/error-code.ts';
import type {Redact} from './redact.ts';

const maxCauses = 4;

/**
 * Copies only the name, code, message, stack and cause of an error, all redacted. Other properties of errors of undici and
 * Node.js (headers, sockets, parts of the response) must not be stored, printed or recorded.
 */
export function stripCause(error: unknown, redact: Redact, depth = 1): Error {
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
