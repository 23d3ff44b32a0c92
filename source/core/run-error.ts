import type {ForeignText} from './text/text.ts';

/** `data.error` of a response: why the run, or the request about it, failed. */
export type RunError = {
	readonly reason: ForeignText | null;
	readonly detail: ForeignText | null;
	readonly engineCode: ForeignText | null;
	readonly statusCode: number | null;
};
