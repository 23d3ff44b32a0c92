import type {Redact} from './redact.ts';

/** As many causes of causes as are worth reading. */
const deepest = 4;

/**
 * A copy of an error that holds nothing but its name, code, message, stack and cause, each without secrets. What
 * undici and Node hang on theirs (headers, sockets, pieces of the answer) must not be kept, printed or recorded.
 */
export function stripCause(error: unknown, redact: Redact, depth = 1): Error {
	if (!(error instanceof Error)) {
		return new Error(redact(String(error)));
	}

	const cause =
		error.cause === undefined || depth === deepest
			? undefined
			: {cause: stripCause(error.cause, redact, depth + 1)};
	const copy = new Error(redact(error.message), cause);
	copy.name = redact(error.name);
	copy.stack = redact(error.stack ?? copy.message);
	return Object.assign(copy, codeOf(error) === null ? {} : {code: codeOf(error)});
}

/** The code that Node and undici tell errors apart by, like `ECONNREFUSED`; null where there is none. */
export function codeOf(error: Error): string | null {
	return 'code' in error && typeof error.code === 'string' ? error.code : null;
}
