import type {Duration} from '../core/time/clock.ts';

/** A whole HTTP answer, as far as anybody needs it. */
export type RawResponse = {
	readonly status: number;
	/** The digest of the body's bytes; null where that of a failure could not be read. */
	readonly digest: string | null;
	/** The body as it came, with the secrets that may be in it; empty where it could not be read. */
	bytes(): Buffer;
	/** The bytes from one on and up to another (all of them), decoded and without secrets, at the cost of that. */
	text(from?: number, to?: number): string;
	/** What `Retry-After` says; null when it says nothing. */
	readonly retryAfter: Duration | null;
	/** Where a redirect leads, without its path and query, which may be secrets; null when it is none. */
	readonly redirectsTo: string | null;
};

/** What of an answer matters where its bytes do not. */
export type DecodedResponse = Omit<RawResponse, 'bytes'>;

/** Whether a status says that the answer is what was asked for. */
export function isSuccess(status: number): boolean {
	return status >= 200 && status < 300;
}
