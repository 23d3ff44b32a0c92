import type {Duration} from '../domain/clock.ts';

/** A whole HTTP answer, as far as anybody needs it. */
export type Reply = {
	readonly status: number;
	/** The body, decoded and without secrets; empty where that of a failure could not be read. */
	readonly text: string;
	/** What `Retry-After` says; null when it says nothing. */
	readonly retryAfter: Duration | null;
	/** Where a redirect leads, without its path and query, which may be secrets; null when it is none. */
	readonly redirectsTo: string | null;
};

/** Whether a status says that the answer is what was asked for. */
export function isSuccess(status: number): boolean {
	return status >= 200 && status < 300;
}
