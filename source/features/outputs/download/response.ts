import {parseHttpDate, parseRetryAfter} from '../../../api/retry-after.ts';
import type {Instant} from '../../../core/time/clock.ts';
import {DownloadError} from './download-error.ts';
import type {Headers, MediaResponse} from './media-client.ts';

/** The version of a file on its host. A partial download can be resumed only while the host has the same version. */
export type FileVersion = {
	/** The value for `If-Range`: a strong ETag. Null if the host sent none, so that the download cannot be resumed. */
	readonly validator: string | null;
	/** The size of the whole file in bytes; null if the host did not report it. */
	readonly total: number | null;
};

type RequestedRange = FileVersion & {readonly offset: number};

const goneStatuses = new Set([401, 403, 404, 410]);
const retriableStatuses = new Set([408, 425, 429, 500, 502, 503, 504]);

/** `from`: the offset in the file at which the body of the response starts. */
type BodyVersion = FileVersion & {readonly from: number};

/**
 * Returns which bytes of the file a response contains; null if the download must start over.
 *
 * | status                                   | result                                               |
 * | ---------------------------------------- | ---------------------------------------------------- |
 * | 200                                      | the whole file, even if only a range was requested   |
 * | 206 from the requested offset            | the bytes from that offset on                        |
 * | 206 of another range, length or tag; 416 | null                                                 |
 * | 401, 403, 404, 410                       | an error: the file is gone                           |
 * | 408, 425, 429, 500, 502, 503, 504        | an error after which the request should be retried   |
 * | any other                                | an error                                             |
 */
export function interpretResponse(
	{status, headers}: MediaResponse,
	requested: RequestedRange,
	now: Instant,
): BodyVersion | null {
	if (status === 200) {
		const total = wholeNumber(headers['content-length']);
		return {from: 0, total, validator: strongTag(headers)};
	}

	if (requested.offset > 0 && status === 416) {
		return null;
	}

	if (requested.offset > 0 && status === 206) {
		return interpretPartial(headers, requested);
	}

	const date = parseHttpDate(headers['date'] ?? '') ?? now;
	throw statusError(status, {
		retriable: retriableStatuses.has(status),
		retryAfter: parseRetryAfter(headers['retry-after'], date),
	});
}

function interpretPartial(headers: Headers, requested: RequestedRange): BodyVersion | null {
	const [, first = '', last = '', all = ''] =
		/^bytes (\d+)-(\d+)\/(\d+|\*)$/i.exec(headers['content-range']?.trim() ?? '') ?? [];
	const total = all === '*' ? requested.total : wholeNumber(all);
	const length = Number(last) - Number(first) + 1;
	const report = wholeNumber(headers['content-length']);
	const tag = headers['etag'];
	const fits =
		first !== '' &&
		Number(first) === requested.offset &&
		length > 0 &&
		(report === null || report === length) &&
		(total === null || Number(last) < total) &&
		(requested.total === null || requested.total === total) &&
		(tag === undefined || tag === requested.validator);
	return fits ? {from: requested.offset, total, validator: requested.validator} : null;
}

/** Different files may share a weak ETag, so it does not identify a version. */
function strongTag({etag}: Headers): string | null {
	return etag !== undefined && /^"[^"]*"$/.test(etag) ? etag : null;
}

export function statusError(
	status: number,
	options?: ConstructorParameters<typeof DownloadError>[1],
): DownloadError {
	return new DownloadError({kind: goneStatuses.has(status) ? 'gone' : 'http', status}, options);
}

export function wholeNumber(text: string | undefined): number | null {
	return text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : null;
}

/** Returns the media type in lower case, without its parameters; null if the host sent none. */
export function mediaTypeOf(headers: Headers): string | null {
	return headers['content-type']?.split(';', 1)[0]?.trim().toLowerCase() ?? null;
}
