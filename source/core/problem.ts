import type {Duration, Instant} from './time/clock.ts';
import type {RunError} from './run-error.ts';
import type {ForeignText, SafeText} from './text/text.ts';

/** The kinds of failed polls. `--json` uses the same names. */
export type ProblemKind =
	| 'network'
	| 'timeout'
	| 'http'
	| 'rate-limit'
	| 'auth'
	| 'not-found'
	| 'engine'
	| 'malformed'
	| 'too-large';

/** A failed request to the API: the data of the error classes of `api`. */
export type Problem = {
	readonly kind: ProblemKind;
	/** Technical and without secrets, like `ECONNREFUSED`. */
	readonly detail: SafeText;
	readonly httpStatus: number | null;
	/** The service's own `msg`. Only for display: no code may depend on its text. */
	readonly serviceMessage: ForeignText | null;
	/** `data.error` of the response. */
	readonly engineError: RunError | null;
	readonly retriable: boolean;
	/** The header `Retry-After`; null without one. */
	readonly retryAfter: Duration | null;
	readonly at: Instant;
};
