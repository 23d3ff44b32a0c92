import type {Problem, ProblemKind} from '../core/problem.ts';
import {cleanProse} from '../core/text/sanitize.ts';
import type {SafeText} from '../core/text/text.ts';
import type {Instant} from '../core/time/clock.ts';

/**
 * The details of a failed request. The API key has been removed from all texts. If `retriable` is undefined, `ApiError`
 * derives it from the kind.
 */
type ApiErrorFields = Partial<Omit<Problem, 'kind' | 'detail' | 'at'>> & {
	readonly detail: string;
};

export class ApiError extends Error implements Omit<Problem, 'at'> {
	override readonly name = 'ApiError';
	readonly kind: ProblemKind;
	readonly retriable: boolean;
	readonly detail: SafeText;
	readonly httpStatus: number | null;
	readonly serviceMessage: Problem['serviceMessage'];
	readonly engineError: Problem['engineError'];
	readonly retryAfter: Problem['retryAfter'];
	readonly proxy: Problem['proxy'];

	constructor(kind: ProblemKind, fields: ApiErrorFields) {
		const detail = cleanProse(fields.detail);
		super(`${kind}: ${detail}`);
		this.kind = kind;
		this.detail = detail;
		this.httpStatus = fields.httpStatus ?? null;
		this.serviceMessage = fields.serviceMessage ?? null;
		this.engineError = fields.engineError ?? null;
		this.retryAfter = fields.retryAfter ?? null;
		this.proxy = fields.proxy ?? null;
		// True for `not-found`: the service may not know a new run yet. A single 401 may be a mistake of the service.
		this.retriable = fields.retriable ?? (kind !== 'forbidden' && kind !== 'too-large');
	}

	toProblem(at: Instant): Problem {
		const {kind, httpStatus, detail, serviceMessage, engineError, proxy} = this;
		const {retriable, retryAfter} = this;
		const texts = {detail, serviceMessage, engineError, proxy};
		return {kind, httpStatus, ...texts, retriable, retryAfter, at};
	}
}
