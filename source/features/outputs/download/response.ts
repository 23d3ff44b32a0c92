import type {Duration, Instant} from '../../../core/time/clock.ts';
import {parseHttpDate, parseRetryAfter} from '../../../api/retry-after.ts';
import {DownloadError} from './download-error.ts';
import type {Headers} from './media-client.ts';

/** What is known of a file of which a part is there already, or may be soon. */
export type Version = {
	/** What tells it from other versions, for `If-Range`: a strong tag or a date. Null: it cannot be gone on with. */
	readonly validator: string | null;
	/** All of its bytes; null where the host did not say. */
	readonly total: number | null;
};

/** What was asked for: from which byte on, and of which version. */
export type RequestedRange = Version & {readonly offset: number};

/** What an answer's body is: the file from `from` on. `anew`: what there is of it is of no use, nor is the answer. */
export type Answer =
	({readonly kind: 'body'; readonly from: number} & Version) | {readonly kind: 'anew'};

const goneStatuses = new Set([401, 403, 404, 410]);
const passingStatuses = new Set([408, 425, 429, 500, 502, 503, 504]);

/**
 * What to make of an answer. Throws a `DownloadError` where it is a refusal, by the host's own word or because it is about
 * something else than what was asked.
 *
 * | status                                    | what it is                                |
 * | ----------------------------------------- | ----------------------------------------- |
 * | 200                                       | the whole file, also where a part was asked for |
 * | 206 that goes on where it was asked to    | the rest                                  |
 * | 206 of another range, length or tag; 416  | start anew                                |
 * | 401, 403, 404, 410                        | gone                                      |
 * | 408, 425, 429, 500, 502, 503, 504         | to be tried again                         |
 * | anything else                             | failed                                    |
 */
export function judgeAnswer(
	status: number,
	headers: Headers,
	requested: RequestedRange,
	now: Instant,
): Answer {
	if (status === 200) {
		const total = wholeNumber(headers['content-length']);
		return {kind: 'body', from: 0, total, validator: validatorOf(headers)};
	}

	if (requested.offset > 0 && status === 416) {
		return {kind: 'anew'};
	}

	if (requested.offset > 0 && status === 206) {
		return restOf(headers, requested);
	}

	if (goneStatuses.has(status)) {
		throw new DownloadError({kind: 'gone', status});
	}

	throw new DownloadError(
		{kind: 'http', status},
		{retriable: passingStatuses.has(status), retryAfter: pauseOf(headers, now)},
	);
}

function restOf(headers: Headers, requested: RequestedRange): Answer {
	const [, first = '', last = '', all = ''] =
		/^bytes (\d+)-(\d+)\/(\d+|\*)$/i.exec(headers['content-range']?.trim() ?? '') ?? [];
	const total = all === '*' ? requested.total : wholeNumber(all);
	const length = Number(last) - Number(first) + 1;
	const told = wholeNumber(headers['content-length']);
	const tag = headers['etag'];
	const fits =
		first !== '' &&
		Number(first) === requested.offset &&
		length > 0 &&
		(told === null || told === length) &&
		(total === null || Number(last) < total) &&
		(requested.total === null || requested.total === total) &&
		(tag === undefined || !isTag(requested.validator) || tag === requested.validator);
	return fits
		? {kind: 'body', from: requested.offset, total, validator: requested.validator}
		: {kind: 'anew'};
}

/** A weak tag may stand for other bytes; a date only counts when the file was at rest by then (RFC 9110, 8.8.2.2). */
function validatorOf(headers: Headers): string | null {
	const {etag: tag, 'last-modified': modified, date} = headers;

	if (tag !== undefined && /^"[^"]*"$/.test(tag)) {
		return tag;
	}

	const changed = parseHttpDate(modified ?? '');
	const answered = parseHttpDate(date ?? '');
	return modified !== undefined &&
		changed !== null &&
		answered !== null &&
		answered - changed >= 1000
		? modified
		: null;
}

function isTag(validator: string | null): boolean {
	return validator?.startsWith('"') ?? false;
}

function pauseOf(headers: Headers, now: Instant): Duration | null {
	return parseRetryAfter(headers['retry-after'], parseHttpDate(headers['date'] ?? '') ?? now);
}

function wholeNumber(text: string | undefined): number | null {
	return text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : null;
}
