import {ApiError, type ApiErrorFields, isTransientStatus} from './errors.ts';
import {parseLimitError, yieldAfter} from './json-cost.ts';
import {isSuccess, type DecodedResponse, type RawResponse} from './raw-response.ts';
import {readEnvelope, type Envelope, type UnreadableBody} from './wire/envelope.ts';

type Data = Readonly<Record<string, unknown>>;

/** Returns `data` of a response. Throws an `ApiError` for an HTTP error status, or for HTTP 200 with an error code. */
export function dataOf(response: DecodedResponse): Data {
	const envelope = readEnvelope(response.text());
	const failure = failureOf(response, envelope);

	if (failure !== null) {
		throw failure;
	}

	if ('why' in envelope) {
		throw new ApiError('malformed', {
			detail: envelope.why,
			httpStatus: response.status,
			cause: envelope.cause,
		});
	}

	if (envelope.data === null) {
		throw new ApiError('malformed', {
			detail: 'a response without data',
			httpStatus: response.status,
			serviceMessage: envelope.message,
		});
	}

	return envelope.data;
}

/**
 * Works like `dataOf`, but rejects with an `ApiError` if parsing the body would take too long. If the status is an
 * error too, rejects with the error for the status.
 */
export async function checkedDataOf(response: RawResponse): Promise<Data> {
	const bytes = response.bytes();
	const limitError = await parseLimitError(bytes);

	if (limitError !== null && isSuccess(response.status)) {
		throw limitError;
	}

	const text = limitError === null ? response.text() : '';
	await yieldAfter(bytes.length);
	return dataOf({...response, text: () => text});
}

/**
 * Returns the error of a failed request; null if the request succeeded. Considers the statuses 401, 403, 429 and 404
 * first, then `data.error` of the body, then any other HTTP status.
 */
function failureOf(response: DecodedResponse, body: Envelope | UnreadableBody): ApiError | null {
	const envelope = 'why' in body ? null : body;
	const failed = envelope !== null && !envelope.succeeded;
	const engineError = failed ? envelope.error : null;
	const fields: ApiErrorFields = {
		detail: describe(response, envelope),
		httpStatus: response.status,
		serviceMessage: envelope?.message ?? null,
		engineError,
		retryAfter: response.retryAfter,
	};

	function hasStatus(...statuses: readonly number[]): boolean {
		return statuses.some(status => status === response.status || status === envelope?.code);
	}

	if (hasStatus(401, 403)) {
		return new ApiError('auth', fields);
	}

	if (hasStatus(429)) {
		return new ApiError('rate-limit', fields);
	}

	if (
		hasStatus(404) ||
		engineError?.statusCode === 404 ||
		engineError?.engineCode?.exact === 'TASK_NOT_FOUND'
	) {
		return new ApiError('not-found', fields);
	}

	if (engineError === null && !isSuccess(response.status)) {
		return new ApiError('http', {...fields, httpStatus: response.status});
	}

	if (!failed) {
		return null;
	}

	const status = specificStatus(response, envelope);
	return new ApiError('engine', {
		...fields,
		retriable: status === null || isTransientStatus(status),
	});
}

function specificStatus(response: DecodedResponse, {error, code}: Envelope): number | null {
	const statuses = [error?.statusCode ?? null, code, response.status];
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
