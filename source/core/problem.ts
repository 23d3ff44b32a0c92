import type {ForeignText, SafeText} from './text/sanitize.ts';
import type {Duration, Instant} from './time/clock.ts';

/** The reason why a run, or a request about it, failed. It is `data.error` of the response. A missing field is null. */
export type RunError = {
	readonly reason: ForeignText | null;
	readonly detail: ForeignText | null;
	readonly engineCode: ForeignText | null;
	readonly statusCode: number | null;
};

/** Returns the fields of an error, with the same names as in `data.error` of the API. */
export function errorFields(error: RunError | null) {
	return {
		reason: error?.reason?.exact ?? null,
		detail: error?.detail?.exact ?? null,
		engine_code: error?.engineCode?.exact ?? null,
		status_code: error?.statusCode ?? null,
	};
}

/**
 * The output of `--json` uses the same names, with `auth` for `forbidden`. `auth`: the service refuses the key (401).
 * `forbidden`: the key may not send this request (403); other requests may be allowed. `engine`: the field `code` of the
 * body is not 0. `http`: another error status, or a redirect. `malformed`: not JSON in the format of this API.
 */
export const problemKinds = [
	'network',
	'timeout',
	'http',
	'rate-limit',
	'auth',
	'forbidden',
	'not-found',
	'engine',
	'malformed',
	'too-large',
] as const;
export type ProblemKind = (typeof problemKinds)[number];

/** A failed request to the API. */
export type Problem = {
	readonly kind: ProblemKind;
	/** The technical cause without secrets, like `ECONNREFUSED`. */
	readonly detail: SafeText;
	readonly httpStatus: number | null;
	/** The field `msg` of the response. It is only displayed: no code may depend on its text. */
	readonly serviceMessage: ForeignText | null;
	/** The error that the engine reported, from `data.error` of the response. */
	readonly engineError: RunError | null;
	readonly retriable: boolean;
	/** The value of the header `Retry-After` in milliseconds; null if the response has none. */
	readonly retryAfter: Duration | null;
	/** The address of the proxy if no connection could be opened through it, without user name and password. */
	readonly proxy: SafeText | null;
	readonly at: Instant;
};
