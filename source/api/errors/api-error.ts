import type {Duration, Instant} from '../../core/time/clock.ts';
import type {Problem, ProblemKind} from '../../core/problem.ts';
import type {RunError} from '../../core/run-error.ts';
import type {ForeignText, SafeText} from '../../core/text/text.ts';
import {cleanProse} from '../../core/text/sanitize.ts';

/** What is known of a failed question. All texts are without secrets already. */
export type Facts = {
	/** What happened in technical words, like `ECONNREFUSED` or `HTTP 502`. */
	readonly detail: string;
	readonly httpStatus?: number | null;
	/** The service's own `msg`. */
	readonly serviceMessage?: ForeignText | null;
	/** `data.error` of the answer. */
	readonly engineError?: RunError | null;
	/** `Retry-After` of the answer. */
	readonly retryAfter?: Duration | null;
	readonly cause?: unknown;
};

/** A question to the API that came to nothing. Each kind has a class of its own; everything that `RunClient` throws is one of them. */
export abstract class ApiError extends Error {
	/** The name of the kind, in events and in the state. */
	abstract readonly kind: ProblemKind;
	/** Whether asking again makes sense. */
	abstract readonly retriable: boolean;
	readonly detail: SafeText;
	readonly httpStatus: number | null;
	readonly serviceMessage: ForeignText | null;
	readonly engineError: RunError | null;
	readonly retryAfter: Duration | null;

	/** @param happened The beginning of the sentence that `detail` ends. */
	constructor(happened: string, fields: Facts) {
		const detail = cleanProse(fields.detail);
		super(
			`${happened}: ${detail}.`,
			fields.cause === undefined ? undefined : {cause: fields.cause},
		);
		this.detail = detail;
		this.httpStatus = fields.httpStatus ?? null;
		this.serviceMessage = fields.serviceMessage ?? null;
		this.engineError = fields.engineError ?? null;
		this.retryAfter = fields.retryAfter ?? null;
	}

	/** The same as data, for the state. `at` is when it happened. */
	toProblem(at: Instant): Problem {
		return {
			kind: this.kind,
			detail: this.detail,
			httpStatus: this.httpStatus,
			serviceMessage: this.serviceMessage,
			engineError: this.engineError,
			retriable: this.retriable,
			retryAfter: this.retryAfter,
			at,
		};
	}
}
