import {ApiError, isPermanentRedirect, isTransientStatus, type ApiErrorFields} from './errors.ts';
import {isSuccess, type RawResponse} from './get.ts';
import {parseRedacted, type Redact} from './redact.ts';
import {isRecord, readNumber, readProse, readRunError, type JsonObject} from './wire/readers.ts';

/** Removes a byte order mark. Invalid bytes become U+FFFD. */
const decoder = new TextDecoder();

type Envelope = NonNullable<ReturnType<typeof readEnvelope>>;

/**
 * Returns the field `data` of a response, without the API key. Throws an `ApiError` for an HTTP error status, a `code` other
 * than 0, or a body without `data`.
 */
export function dataOf(response: RawResponse, redact: Redact): JsonObject {
	const text = decoder.decode(response.bytes);
	const json = parseRedacted(text, redact);
	const envelope = readEnvelope(json);
	const failure = failureOf(response, envelope);

	if (failure !== null) {
		throw failure;
	}

	if (envelope === null || envelope.data === null) {
		throw new ApiError('malformed', {
			detail: envelope === null ? unreadableReason(text, json) : 'a response without data',
			httpStatus: response.status,
			serviceMessage: envelope?.message ?? null,
		});
	}

	return envelope.data;
}

/** Reads the outer object of every response: `{code, msg, data}`. Returns null for another value or a missing `code`. */
function readEnvelope(json: unknown) {
	const code = isRecord(json) ? json['code'] : null;

	if (!isRecord(json) || !(typeof code === 'number' || (typeof code === 'string' && code !== ''))) {
		return null;
	}

	const number = readNumber(code);
	const data = isRecord(json['data']) ? json['data'] : null;
	return {
		succeeded: number === 0,
		code: number,
		codeText: String(code),
		message: readProse(json['msg']),
		data,
		// `data.error` explains why the run failed if `code` is 0, and otherwise why the request failed.
		// In the documentation, the example of a failed request has a key with the literal name `data.error`.
		error: readRunError(data?.['error']) ?? readRunError(json['data.error']),
	};
}

function unreadableReason(text: string, json: unknown): string {
	if (json !== undefined) {
		return 'JSON that is not a response of this API';
	}

	const start = text.trimStart().slice(0, 1);

	if (start === '') {
		return 'an empty body';
	}

	return start === '<' ? 'HTML instead of JSON' : 'broken or cut JSON';
}

/**
 * Returns the error of a failed request; null if the request succeeded. The first of these signs decides which error it
 * is: 401 or 429 as the HTTP status or `code`; an HTTP error status without an envelope; 403 or 404 as the HTTP status or
 * `code`; `data.error`; any other HTTP error status; any other `code` than 0.
 */
function failureOf(response: RawResponse, envelope: Envelope | null): ApiError | null {
	const failed = envelope !== null && !envelope.succeeded;
	const engineError = failed ? envelope.error : null;
	const statuses = new Set([response.status, envelope?.code]);
	const fields: ApiErrorFields = {
		detail: describe(response, envelope),
		httpStatus: response.status,
		serviceMessage: envelope?.message ?? null,
		engineError,
		retryAfter: response.retryAfter,
	};

	if (statuses.has(401)) {
		return new ApiError('auth', fields);
	}

	if (statuses.has(429)) {
		return new ApiError('rate-limit', fields);
	}

	if (envelope === null) {
		// It comes from a firewall or a proxy in front of the service, and says nothing about what was requested.
		const retriable = !isPermanentRedirect(response.status);
		return isSuccess(response.status) ? null : new ApiError('http', {...fields, retriable});
	}

	if (statuses.has(403)) {
		return new ApiError('forbidden', fields);
	}

	if (
		statuses.has(404) ||
		engineError?.statusCode === 404 ||
		engineError?.engineCode?.exact === 'TASK_NOT_FOUND'
	) {
		return new ApiError('not-found', fields);
	}

	if (engineError === null && !isSuccess(response.status)) {
		return new ApiError('http', fields);
	}

	if (!failed) {
		return null;
	}

	const status = [engineError?.statusCode ?? null, envelope.code, response.status].find(
		each => each !== null && each >= 400 && each < 600,
	);
	return new ApiError('engine', {
		...fields,
		retriable: status === undefined || status === null || isTransientStatus(status),
	});
}

function describe({status, redirectsTo}: RawResponse, envelope: Envelope | null): string {
	const parts = [
		isSuccess(status) ? null : `HTTP ${status}`,
		redirectsTo === null ? null : `a redirect to ${redirectsTo}, which is not followed`,
		envelope === null || envelope.succeeded
			? null
			: (envelope.error?.engineCode?.exact ?? `code ${envelope.codeText}`),
	];
	return parts.filter(part => part !== null).join(', ');
}
