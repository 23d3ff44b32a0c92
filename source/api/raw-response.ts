import type {Duration} from '../core/time/clock.ts';

export type RawResponse = {
	readonly status: number;
	/** The digest of the body; null if the body of an error response could not be read. */
	readonly digest: string | null;
	/** Returns the body, which may contain the API key. The body is empty if it could not be read. */
	bytes(): Buffer;
	/** Decodes the bytes from `from` to `to` (by default all) and removes the API key, on each call. */
	text(from?: number, to?: number): string;
	readonly retryAfter: Duration | null;
	/**
	 * The origin to which the response redirects, or `another path`; null without a redirect. Path and query are left
	 * out, because they may contain secrets.
	 */
	readonly redirectsTo: string | null;
};

export function isSuccess(status: number): boolean {
	return status >= 200 && status < 300;
}
