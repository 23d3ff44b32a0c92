import type {Duration, Instant} from '../../core/time/clock.ts';
import type {Problem, ProblemKind} from '../../core/problem.ts';
import type {RunError} from '../../core/run-error.ts';
import type {ForeignText, SafeText} from '../../core/text/text.ts';
import {cleanProse} from '../../core/text/sanitize.ts';

/** The details of a failed request, without the API key. */
export type ApiErrorFields = {
	/** A technical detail, such as `ECONNREFUSED` or `HTTP 502`. */
	readonly detail: string;
	readonly httpStatus?: number | null;
	/** `msg` of the response. */
	readonly serviceMessage?: ForeignText | null;
	/** `data.error` of the response. */
	readonly engineError?: RunError | null;
	readonly retryAfter?: Duration | null;
	readonly cause?: unknown;
};

/** A failed request to the API. `RunClient` throws only subclasses, one for each `ProblemKind`. */
export abstract class ApiError extends Error {
	abstract readonly kind: ProblemKind;
	abstract readonly retriable: boolean;
	readonly detail: SafeText;
	readonly httpStatus: number | null;
	readonly serviceMessage: ForeignText | null;
	readonly engineError: RunError | null;
	readonly retryAfter: Duration | null;

	constructor(summary: string, fields: ApiErrorFields) {
		const detail = cleanProse(fields.detail);
		super(`${summary}: ${detail}.`, fields.cause === undefined ? undefined : {cause: fields.cause});
		this.detail = detail;
		this.httpStatus = fields.httpStatus ?? null;
		this.serviceMessage = fields.serviceMessage ?? null;
		this.engineError = fields.engineError ?? null;
		this.retryAfter = fields.retryAfter ?? null;
	}

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
