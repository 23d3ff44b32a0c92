import type {ForeignText} from './text/text.ts';

/** The reason why a run, or a request about it, failed. It is `data.error` of the response. A missing field is null. */
export type RunError = {
	readonly reason: ForeignText | null;
	readonly detail: ForeignText | null;
	readonly engineCode: ForeignText | null;
	readonly statusCode: number | null;
};

/** Returns the fields of an error, with the same names as in `data.error` of the API. */
export function errorFields(error: RunError | null) {
	return {
		reason: error?.reason?.exact ?? null,
		detail: error?.detail?.exact ?? null,
		engine_code: error?.engineCode?.exact ?? null,
		status_code: error?.statusCode ?? null,
	};
}
