import {isUtf8} from 'node:buffer';
import type {ProblemKind} from '../core/problem.ts';
import {ApiError, apiErrorOf} from './errors.ts';
import {isSuccess, type RawResponse} from './get.ts';
import {parseRedacted, type Redact} from './redact.ts';
import {isRecord, readNumber, readProse, readRunError, type JsonObject} from './wire/readers.ts';

/** Removes a byte order mark. Invalid bytes become U+FFFD. */
const decoder = new TextDecoder();

type Envelope = NonNullable<ReturnType<typeof readEnvelope>>;

/**
 * Resolves to the field `data` of a response, without the API key. Rejects with an `ApiError` for an HTTP error status, a
 * `code` other than 0, or a body without `data`.
 */
export async function dataOf(response: RawResponse, redact: Redact): Promise<JsonObject> {
	const text = decoder.decode(response.bytes);
	const json = await parseRedacted(text, redact);
	const envelope = readEnvelope(json);
	const failure = failureOf(response.status, envelope);

	if (failure === null && envelope !== null && envelope.data !== null) {
		return envelope.data;
	}

	const unreadable = envelope === null ? unreadableReason(text, json) : 'a response without data';
	throw new ApiError(failure?.kind ?? 'malformed', {
		httpStatus: response.status,
		serviceMessage: envelope?.message ?? null,
		detail: failure === null ? unreadable : describe(response, envelope),
		engineError: envelope?.succeeded === false ? envelope.error : null,
		retryAfter: response.retryAfter,
		...(failure?.retriable !== undefined && {retriable: failure.retriable}),
	});
}

export type InspectedResponse = Awaited<ReturnType<typeof inspectResponse>>;

/** Resolves to all of a response, without the API key. `failure`: why it has no `data`; null if it has. */
export async function inspectResponse(response: RawResponse, redact: Redact) {
	const {status, bytes, retryAfter} = response;
	const headers = Object.entries(response.headers).map(
		([name, value]) => [name.toLowerCase(), redact([value ?? []].flat().join(', '))] as const,
	);
	const failure = await dataOf(response, redact).then(() => null, apiErrorOf);
	return {
		status,
		retryAfter,
		headers: new Map(headers),
		bytes: bytes.length,
		isUtf8: isUtf8(bytes),
		/** Undefined if the body is no JSON. */
		json: await parseRedacted(decoder.decode(bytes), redact),
		failure,
	};
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
	const start = text.trimStart().slice(0, 1);
	return json !== undefined
		? 'JSON that is not a response of this API'
		: start === ''
			? 'an empty body'
			: start === '<'
				? 'HTML instead of JSON'
				: 'broken or cut JSON';
}

/** Returns the kind of failure; the first of these checks decides. Null if the request succeeded. */
function failureOf(
	status: number,
	envelope: Envelope | null,
): {readonly kind: ProblemKind; readonly retriable?: boolean} | null {
	const codes = new Set([status, envelope?.code]);

	if (codes.has(401)) {
		return {kind: 'auth'};
	}

	if (codes.has(429)) {
		return {kind: 'rate-limit'};
	}

	if (envelope === null) {
		// It comes from a firewall or a proxy in front of the service, and says nothing about what was requested.
		return isSuccess(status) ? null : {kind: 'http', retriable: !isPermanentRedirect(status)};
	}

	const error = envelope.succeeded ? null : envelope.error;

	if (codes.has(403)) {
		return {kind: 'forbidden'};
	}

	if (
		codes.has(404) ||
		error?.statusCode === 404 ||
		error?.engineCode?.exact === 'TASK_NOT_FOUND'
	) {
		return {kind: 'not-found'};
	}

	if (error === null && !isSuccess(status)) {
		return {kind: 'http', retriable: isTransient(status)};
	}

	const statuses = [error?.statusCode ?? 0, envelope.code ?? 0, status];
	const cause = statuses.find(each => each >= 400 && each < 600);
	return envelope.succeeded
		? null
		: {kind: 'engine', retriable: cause === undefined || isTransient(cause)};
}

/** Returns whether the same request may succeed later, if the service itself has sent this status. */
function isTransient(status: number): boolean {
	return status >= 400 && status < 500
		? [404, 408, 425, 429].includes(status)
		: !isPermanentRedirect(status);
}

function isPermanentRedirect(status: number): boolean {
	return status === 301 || status === 308;
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
