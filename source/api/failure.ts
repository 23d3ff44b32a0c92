import type {ApiError, Facts} from './errors/api-error.ts';
import {AuthError} from './errors/auth-error.ts';
import {EngineError} from './errors/engine-error.ts';
import {HttpError} from './errors/http-error.ts';
import {MalformedError} from './errors/malformed-error.ts';
import {NotFoundError} from './errors/not-found-error.ts';
import {RateLimitError} from './errors/rate-limit-error.ts';
import {costOf, yieldAfter} from './json-cost.ts';
import {isSuccess, type DecodedResponse, type RawResponse} from './reply.ts';
import {readEnvelope, type Envelope, type Unreadable} from './wire/envelope.ts';

type Data = Readonly<Record<string, unknown>>;

/**
 * What a reply carries under `data`. Throws the `ApiError` that the reply amounts to when the question failed: a
 * failure can come with HTTP 200 and an envelope that says so, or with a status of its own and any body or none.
 */
export function dataOf(reply: DecodedResponse): Data {
	const envelope = readEnvelope(reply.text());
	const failure = failureOf(reply, envelope);

	if (failure !== null) {
		throw failure;
	}

	if ('why' in envelope) {
		throw new MalformedError({
			detail: envelope.why,
			httpStatus: reply.status,
			cause: envelope.cause,
		});
	}

	if (envelope.data === null) {
		throw new MalformedError({
			detail: 'an answer without data',
			httpStatus: reply.status,
			serviceMessage: envelope.message,
		});
	}

	return envelope.data;
}

/** The same for a whole reply. One that would take too long to parse is a failure of its own, or of its status, which is more exact. */
export async function dataOfWhole(reply: RawResponse): Promise<Data> {
	const bytes = reply.bytes();
	const refusal = await costOf(bytes, {from: 0, to: bytes.length});

	if (refusal !== null && isSuccess(reply.status)) {
		throw refusal;
	}

	const text = refusal === null ? reply.text() : '';
	await yieldAfter(bytes.length);
	return dataOf({...reply, text: () => text});
}

/**
 * The failure that status and envelope tell of, the first of these that is so:
 *
 * | HTTP status or envelope code                           | kind       |
 * | ------------------------------------------------------ | ---------- |
 * | 401, 403                                               | auth       |
 * | 429                                                    | rate-limit |
 * | 404, or the engine does not know the task              | not-found  |
 * | a code other than 0, with `data.error`                 | engine     |
 * | an HTTP status other than 2xx                          | http       |
 * | a code other than 0                                    | engine     |
 */
function failureOf(reply: DecodedResponse, response: Envelope | Unreadable): ApiError | null {
	const envelope = 'why' in response ? null : response;
	const failed = envelope !== null && !envelope.succeeded;
	const engineError = failed ? envelope.error : null;
	const fields: Facts = {
		detail: describe(reply, envelope),
		httpStatus: reply.status,
		serviceMessage: envelope?.message ?? null,
		engineError,
		retryAfter: reply.retryAfter,
	};

	function says(...statuses: readonly number[]): boolean {
		return statuses.some(status => status === reply.status || status === envelope?.code);
	}

	if (says(401, 403)) {
		return new AuthError(fields);
	}

	if (says(429)) {
		return new RateLimitError(fields);
	}

	if (
		says(404) ||
		engineError?.statusCode === 404 ||
		engineError?.engineCode?.exact === 'TASK_NOT_FOUND'
	) {
		return new NotFoundError(fields);
	}

	if (engineError === null && !isSuccess(reply.status)) {
		return new HttpError({...fields, httpStatus: reply.status});
	}

	return failed ? new EngineError(fields, reasonStatus(reply, envelope)) : null;
}

/** The most exact status that an envelope's failure comes with; null where none of them is one. */
function reasonStatus(reply: DecodedResponse, {error, code}: Envelope): number | null {
	const statuses = [error?.statusCode ?? null, code, reply.status];
	return statuses.find(status => status !== null && status >= 400 && status < 600) ?? null;
}

function describe({status, redirectsTo}: DecodedResponse, envelope: Envelope | null): string {
	const parts = [
		isSuccess(status) ? null : `HTTP ${status}`,
		redirectsTo === null ? null : `a redirect to ${redirectsTo}, which is not followed`,
		envelope === null || envelope.succeeded
			? null
			: (envelope.error?.engineCode?.exact ?? `code ${envelope.codeText}`),
	];
	return parts.filter(part => part !== null).join(', ');
}
