import type {Duration, Instant} from './time/clock.ts';
import type {RunError} from './run-error.ts';
import type {ForeignText, SafeText} from './text/text.ts';

/** The kinds of failed polls, as `--json` names them. */
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

/** A failed question to the API, as data: what the error classes of `api` become where they enter the state. */
export type Problem = {
	readonly kind: ProblemKind;
	/** What happened in technical words, clean and without secrets, like `ECONNREFUSED` or `answer cut off`. */
	readonly detail: SafeText;
	readonly httpStatus: number | null;
	/** The service's own `msg`, to be shown and never to be branched on. */
	readonly serviceMessage: ForeignText | null;
	/** `data.error` of a failed question. */
	readonly engineError: RunError | null;
	/** Whether asking again makes sense. */
	readonly retriable: boolean;
	/** How long the service asked to be left alone (`Retry-After`); null when it did not say. */
	readonly retryAfter: Duration | null;
	readonly at: Instant;
};
