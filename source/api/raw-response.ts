import type {Duration} from '../core/time/clock.ts';

export type RawResponse = {
	readonly status: number;
	/** The body, which may contain the API key; empty if it could not be read. */
	readonly bytes: Buffer;
	/**
	 * Decodes the bytes from index `from` to before `to` (by default all), anew on each call. Replaces the API key by
	 * `[key]`.
	 */
	text(from?: number, to?: number): string;
	readonly retryAfter: Duration | null;
	/**
	 * The origin to which a redirect leads, its scheme, like `file:`, if that has no origins, or the text `another path` if
	 * its URL is relative; null if there is no redirect. Omits the path and query of the URL, because they may contain secrets.
	 */
	readonly redirectsTo: string | null;
};

export function isSuccess(status: number): boolean {
	return status >= 200 && status < 300;
}
