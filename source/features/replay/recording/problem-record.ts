import {isRecord, readNumber, readProse} from '../../../api/wire/readers.ts';
import {readRunError} from '../../../api/wire/readers.ts';
import type {Duration, Instant} from '../../../core/time/clock.ts';
import type {Problem, ProblemKind} from '../../../core/problem.ts';
import type {RunError} from '../../../core/run-error.ts';
import {cleanProse} from '../../../core/text/sanitize.ts';

/** `Problem` without its time, with names like the API's. */
export type ProblemRecord = {
	readonly kind: ProblemKind;
	readonly detail: string;
	readonly http_status: number | null;
	/** The API's `msg`. */
	readonly message: string | null;
	readonly error: ErrorRecord | null;
	readonly retriable: boolean;
	/** `Retry-After` in milliseconds. */
	readonly retry_after: Duration | null;
};

type ErrorRecord = {
	readonly reason: string | null;
	readonly detail: string | null;
	readonly engine_code: string | null;
	readonly status_code: number | null;
};

const kinds: ReadonlySet<string> = new Set<ProblemKind>([
	'network',
	'timeout',
	'http',
	'rate-limit',
	'auth',
	'not-found',
	'engine',
	'malformed',
	'too-large',
]);

export function writeProblem(problem: Problem): ProblemRecord {
	return {
		kind: problem.kind,
		detail: problem.detail,
		http_status: problem.httpStatus,
		message: problem.serviceMessage?.exact ?? null,
		error: problem.engineError === null ? null : writeError(problem.engineError),
		retriable: problem.retriable,
		retry_after: problem.retryAfter,
	};
}

/** Null if invalid. Texts are sanitized like those of the service. */
export function readProblem(value: unknown, at: Instant): Problem | null {
	if (!isRecord(value) || !isKind(value['kind'])) {
		return null;
	}

	return {
		kind: value['kind'],
		detail: cleanProse(typeof value['detail'] === 'string' ? value['detail'] : ''),
		httpStatus: readNumber(value['http_status']),
		serviceMessage: readProse(value['message']),
		engineError: readRunError(value['error']),
		retriable: value['retriable'] === true,
		retryAfter: readNumber(value['retry_after']),
		at,
	};
}

function isKind(value: unknown): value is ProblemKind {
	return typeof value === 'string' && kinds.has(value);
}

function writeError({reason, detail, engineCode, statusCode}: RunError): ErrorRecord {
	return {
		reason: reason?.exact ?? null,
		detail: detail?.exact ?? null,
		engine_code: engineCode?.exact ?? null,
		status_code: statusCode,
	};
}
