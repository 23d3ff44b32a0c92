import type {Duration, Instant} from '../core/time/clock.ts';
import type {Problem, ProblemKind} from '../core/problem.ts';
import type {RunError} from '../core/run-error.ts';
import type {ForeignText, SafeText} from '../core/text/text.ts';
import {cleanProse} from '../core/text/sanitize.ts';

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
	readonly kind: ProblemKind;
	readonly retriable: boolean;
	readonly detail: SafeText;
	readonly httpStatus: number | null;
	readonly serviceMessage: ForeignText | null;
	readonly engineError: RunError | null;
	readonly retryAfter: Duration | null;

	constructor(kind: ProblemKind, summary: string, fields: ApiErrorFields, retriable = true) {
		const detail = cleanProse(fields.detail);
		super(`${summary}: ${detail}.`, fields.cause === undefined ? undefined : {cause: fields.cause});
		this.name = new.target.name;
		this.kind = kind;
		this.retriable = retriable;
		this.detail = detail;
		this.httpStatus = fields.httpStatus ?? null;
		this.serviceMessage = fields.serviceMessage ?? null;
		this.engineError = fields.engineError ?? null;
		this.retryAfter = fields.retryAfter ?? null;
	}

	toProblem(at: Instant): Problem {
		const {kind, detail, httpStatus, serviceMessage, engineError, retriable, retryAfter} = this;
		return {kind, detail, httpStatus, serviceMessage, engineError, retriable, retryAfter, at};
	}
}

/** Status 401 or 403, or a key that no header can hold. Every request with this key fails. */
export class AuthError extends ApiError {
	constructor(fields: ApiErrorFields) {
		super('auth', 'The API rejected the key', fields, false);
	}
}

/** A failure of the API or of the execution engine that the envelope reports. `status` is the most specific status. */
export class EngineError extends ApiError {
	constructor(fields: ApiErrorFields, status: number | null) {
		const retriable = status === null || isTransientStatus(status);
		super('engine', 'The API reported a failure', fields, retriable);
	}
}

/** An HTTP status other than 2xx without an error class of its own, such as a redirect. */
export class HttpError extends ApiError {
	constructor(fields: ApiErrorFields & {readonly httpStatus: number}) {
		const retriable = isTransientStatus(fields.httpStatus);
		super('http', 'The API responded with an error status', fields, retriable);
	}
}

/** A body that is not a response of this API: HTML, empty, invalid JSON, no data, or data without a status. */
export class MalformedError extends ApiError {
	constructor(fields: ApiErrorFields) {
		super('malformed', 'The response of the API is unreadable', fields);
	}
}

export class NetworkError extends ApiError {
	constructor(fields: ApiErrorFields) {
		super('network', 'The API could not be reached', fields);
	}
}

/**
 * Status 404 of HTTP, the envelope or the engine. Retriable, because a new run is unknown for a while; the poller limits the
 * retries.
 */
export class NotFoundError extends ApiError {
	constructor(fields: ApiErrorFields) {
		super('not-found', 'The API does not know the requested item', fields);
	}
}

export class RateLimitError extends ApiError {
	constructor(fields: ApiErrorFields) {
		super('rate-limit', 'Too many requests to the API', fields);
	}
}

export class TimeoutError extends ApiError {
	constructor(fields: ApiErrorFields) {
		super('timeout', 'The API did not respond in time', fields);
	}
}

export class TooLargeError extends ApiError {
	constructor(fields: ApiErrorFields) {
		super('too-large', 'The response of the API is too large', fields, false);
	}
}

const transientClientErrors = new Set([404, 408, 425, 429]);
const permanentRedirects = new Set([301, 308]);

function isTransientStatus(status: number): boolean {
	return status >= 400 && status < 500
		? transientClientErrors.has(status)
		: !permanentRedirects.has(status);
}
