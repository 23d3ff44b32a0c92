import type {Duration, Instant} from '../../../core/time/clock.ts';
import {parseHttpDate, parseRetryAfter} from '../../../api/retry-after.ts';
import {DownloadError} from './download-error.ts';
import type {Headers} from './media-client.ts';

/** The version of a partly downloaded file. */
export type FileVersion = {
	/** The value for `If-Range`: a strong ETag or a date. Null if the download cannot be resumed. */
	readonly validator: string | null;
	/** The size of the whole file in bytes; null if the host did not report it. */
	readonly total: number | null;
};

type RequestedRange = FileVersion & {readonly offset: number};

/** `body`: the body has the bytes from offset `from` on. `restart`: neither the part nor the response can be used. */
export type InterpretedResponse =
	({readonly kind: 'body'; readonly from: number} & FileVersion) | {readonly kind: 'restart'};

const goneStatuses = new Set([401, 403, 404, 410]);
const retriableStatuses = new Set([408, 425, 429, 500, 502, 503, 504]);

/**
 * Interprets a response. Throws a `DownloadError` for an error status.
 *
 * | status                                   | result                                   |
 * | ---------------------------------------- | ---------------------------------------- |
 * | 200                                      | the whole file, even for a range request |
 * | 206 from the requested offset            | the rest                                 |
 * | 206 of another range, length or tag; 416 | restart                                  |
 * | 401, 403, 404, 410                       | gone                                     |
 * | 408, 425, 429, 500, 502, 503, 504        | retriable                                |
 * | any other                                | failed                                   |
 */
export function interpretResponse(
	status: number,
	headers: Headers,
	requested: RequestedRange,
	now: Instant,
): InterpretedResponse {
	if (status === 200) {
		const total = wholeNumber(headers['content-length']);
		return {kind: 'body', from: 0, total, validator: validatorOf(headers)};
	}

	if (requested.offset > 0 && status === 416) {
		return {kind: 'restart'};
	}

	if (requested.offset > 0 && status === 206) {
		return interpretPartial(headers, requested);
	}

	throw statusError(status, {
		retriable: retriableStatuses.has(status),
		retryAfter: retryAfterOf(headers, now),
	});
}

function interpretPartial(headers: Headers, requested: RequestedRange): InterpretedResponse {
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
		(tag === undefined || !isTag(requested.validator) || tag === requested.validator);
	return fits
		? {kind: 'body', from: requested.offset, total, validator: requested.validator}
		: {kind: 'restart'};
}

/**
 * Returns the validator of a response, or null. Ignores weak tags, because files with different bytes may have the
 * same weak tag. Ignores a date if the file was modified less than a second before the response (RFC 9110, 8.8.2.2).
 */
function validatorOf(headers: Headers): string | null {
	const {etag: tag, 'last-modified': modified, date} = headers;

	if (tag !== undefined && /^"[^"]*"$/.test(tag)) {
		return tag;
	}

	const changed = parseHttpDate(modified ?? '');
	const sentAt = parseHttpDate(date ?? '');
	return modified !== undefined && changed !== null && sentAt !== null && sentAt - changed >= 1000
		? modified
		: null;
}

function isTag(validator: string | null): boolean {
	return validator?.startsWith('"') ?? false;
}

function retryAfterOf(headers: Headers, now: Instant): Duration | null {
	return parseRetryAfter(headers['retry-after'], parseHttpDate(headers['date'] ?? '') ?? now);
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
