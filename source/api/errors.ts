import type {Duration, Instant} from '../core/time/clock.ts';
import type {Problem, ProblemKind} from '../core/problem.ts';
import type {RunError} from '../core/run-error.ts';
import type {ForeignText, SafeText} from '../core/text/text.ts';
import {cleanProse} from '../core/text/sanitize.ts';

/** The details of a failed request. The API key has been removed from all texts. */
export type ApiErrorFields = {
	readonly detail: string;
	readonly httpStatus?: number | null;
	/** The field `msg` of the response. */
	readonly serviceMessage?: ForeignText | null;
	/** The field `data.error` of the response. */
	readonly engineError?: RunError | null;
	readonly retryAfter?: Duration | null;
	readonly cause?: unknown;
};

/** A failed request to the API. Each `ProblemKind` has one subclass. */
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

/** The service rejected the API key (status 401 or 403), or an HTTP header cannot contain the characters of the key. */
export class AuthError extends ApiError {
	constructor(fields: ApiErrorFields) {
		super('auth', 'The API rejected the key', fields, false);
	}
}

/** A failure that `code` of the response body reports. `status` is its most specific error status; null if it has none. */
export class EngineError extends ApiError {
	constructor(fields: ApiErrorFields, status: number | null) {
		const retriable = status === null || isTransientStatus(status);
		super('engine', 'The API reported a failure', fields, retriable);
	}
}

/** An error status or a redirect for which no other error class exists. */
export class HttpError extends ApiError {
	constructor(fields: ApiErrorFields & {readonly httpStatus: number}) {
		const retriable = isTransientStatus(fields.httpStatus);
		super('http', 'The API responded with an error status', fields, retriable);
	}
}

/** A response body that is not from this API, is not valid JSON, is empty, or does not contain required fields. */
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
 * The requested item is unknown: status 404 in HTTP, in `code` of the body or in `data.error`. It can be retried,
 * because the service does not know a new run immediately. The poller limits the retries.
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
