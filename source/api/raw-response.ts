import type {Duration} from '../core/time/clock.ts';

export type RawResponse = {
	readonly status: number;
	/** Null if the body of an error response could not be read. */
	readonly digest: string | null;
	/** The body, which may contain the API key. Empty if it could not be read. */
	bytes(): Buffer;
	/** Decodes a range of bytes, by default all, and redacts the API key, on each call. */
	text(from?: number, to?: number): string;
	readonly retryAfter: Duration | null;
	/** The target of a redirect, without path and query, which may contain secrets. */
	readonly redirectsTo: string | null;
};

export type DecodedResponse = Omit<RawResponse, 'bytes'>;

export function isSuccess(status: number): boolean {
	return status >= 200 && status < 300;
}
