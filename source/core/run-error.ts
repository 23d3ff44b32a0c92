import type {ForeignText} from './text/text.ts';

/** Why a run failed, or why a question about it did: `data.error`. */
export type RunError = {
	readonly reason: ForeignText | null;
	readonly detail: ForeignText | null;
	readonly engineCode: ForeignText | null;
	readonly statusCode: number | null;
};
