import type {Duration, Instant} from './time/clock.ts';
import type {RunError} from './run-error.ts';
import type {ForeignText, SafeText} from './text/text.ts';

/** The kinds of failed requests. `--json` uses the same names. */
export const problemKinds = [
	'network',
	'timeout',
	'http',
	'rate-limit',
	'auth',
	'not-found',
	'engine',
	'malformed',
	'too-large',
] as const;
export type ProblemKind = (typeof problemKinds)[number];

/** The data of a failed request to the API. */
export type Problem = {
	readonly kind: ProblemKind;
	/** The technical cause without secrets, like `ECONNREFUSED`. */
	readonly detail: SafeText;
	readonly httpStatus: number | null;
	/** The `msg` of the response. It is only for display: no code may depend on it. */
	readonly serviceMessage: ForeignText | null;
	/** `data.error` of the response. */
	readonly engineError: RunError | null;
	readonly retriable: boolean;
	/** The value of the header `Retry-After`; null if the response has none. */
	readonly retryAfter: Duration | null;
	readonly at: Instant;
};
