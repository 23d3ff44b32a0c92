import type {ForeignText} from './text/text.ts';

/** The reason why a run, or a request about it, failed. It is `data.error` of the response. A missing field is null. */
export type RunError = {
	readonly reason: ForeignText | null;
	readonly detail: ForeignText | null;
	readonly engineCode: ForeignText | null;
	readonly statusCode: number | null;
};
