import type {ForeignText} from './text/text.ts';

/** The reason why a run, or a request about it, failed: `data.error` of a response. */
export type RunError = {
	readonly reason: ForeignText | null;
	readonly detail: ForeignText | null;
	readonly engineCode: ForeignText | null;
	readonly statusCode: number | null;
};
