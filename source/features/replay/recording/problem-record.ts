import * as v from 'valibot';
import {readProse, readRunError} from '../../../api/wire/readers.ts';
import {problemKinds, type Problem} from '../../../core/problem.ts';
import {errorFields} from '../../../core/run-error.ts';
import {cleanName, cleanProse} from '../../../core/text/sanitize.ts';
import type {Instant} from '../../../core/time/clock.ts';

/** The JSON form of a problem, without its time. The names of the fields are in the style of the API. */
export const problemSchema = v.object({
	kind: v.picklist(problemKinds),
	detail: v.optional(v.string(), ''),
	http_status: v.nullish(v.number(), null),
	message: v.nullish(v.string(), null),
	error: v.optional(v.unknown()),
	retriable: v.optional(v.boolean(), false),
	/** The pause that the service requested, in milliseconds. */
	retry_after: v.nullish(v.number(), null),
	proxy: v.nullish(v.string(), null),
});

type ProblemRecord = v.InferOutput<typeof problemSchema>;

export function writeProblem(problem: Problem): ProblemRecord {
	const {kind, detail, httpStatus, serviceMessage, engineError} = problem;
	const {retriable, retryAfter, proxy} = problem;
	return {
		kind,
		detail,
		http_status: httpStatus,
		message: serviceMessage?.exact ?? null,
		error: engineError && errorFields(engineError),
		retriable,
		retry_after: retryAfter,
		proxy,
	};
}

/** Sanitizes the texts. `at`: the time of the problem, which its JSON form lacks. */
export function readProblem(record: ProblemRecord, at: Instant): Problem {
	return {
		kind: record.kind,
		detail: cleanProse(record.detail),
		httpStatus: record.http_status,
		serviceMessage: readProse(record.message),
		engineError: readRunError(record.error),
		retriable: record.retriable,
		retryAfter: record.retry_after,
		proxy: record.proxy === null ? null : cleanName(record.proxy),
		at,
	};
}
