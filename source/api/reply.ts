import type {Duration} from '../domain/clock.ts';

/** A whole HTTP answer, as far as anybody needs it. */
export type Reply = {
	readonly status: number;
	/** The digest of the body's bytes; null where that of a failure could not be read. */
	readonly digest: string | null;
	/** The body, decoded and without secrets, at the cost of decoding it; empty where it could not be read. */
	text(): string;
	/** What `Retry-After` says; null when it says nothing. */
	readonly retryAfter: Duration | null;
	/** Where a redirect leads, without its path and query, which may be secrets; null when it is none. */
	readonly redirectsTo: string | null;
};

/** Whether a status says that the answer is what was asked for. */
export function isSuccess(status: number): boolean {
	return status >= 200 && status < 300;
}
