import {isRecord, readNumber, readProse, readRunError} from '../../../api/wire/readers.ts';
import type {Instant} from '../../../core/time/clock.ts';
import type {Problem, ProblemKind} from '../../../core/problem.ts';
import {cleanProse} from '../../../core/text/sanitize.ts';

export type ProblemRecord = ReturnType<typeof writeProblem>;

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

/** Converts a problem to JSON, with field names in the style of the API. Omits the time. */
export function writeProblem(problem: Problem) {
	const {kind, detail, httpStatus, serviceMessage, engineError, retriable, retryAfter} = problem;
	return {
		kind,
		detail,
		http_status: httpStatus,
		message: serviceMessage?.exact ?? null,
		error: engineError && {
			reason: engineError.reason?.exact ?? null,
			detail: engineError.detail?.exact ?? null,
			engine_code: engineError.engineCode?.exact ?? null,
			status_code: engineError.statusCode,
		},
		retriable,
		retry_after: retryAfter,
	};
}

/** Converts JSON back to a problem with the time `at`. Sanitizes the texts. Returns null if the JSON is invalid. */
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
