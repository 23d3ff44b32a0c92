import {ApiError, type ApiErrorFields} from './api-error.ts';

const transientClientErrors = new Set([404, 408, 425, 429]);
const permanentRedirects = new Set([301, 308]);

/** An HTTP status other than 2xx without an error class of its own, such as a redirect. */
export class HttpError extends ApiError {
	override readonly name = 'HttpError';
	override readonly kind = 'http';
	override readonly retriable: boolean;

	constructor(fields: ApiErrorFields & {readonly httpStatus: number}) {
		super('The API responded with an error status', fields);
		this.retriable = isTransientStatus(fields.httpStatus);
	}
}

export function isTransientStatus(status: number): boolean {
	return status >= 400 && status < 500
		? transientClientErrors.has(status)
		: !permanentRedirects.has(status);
}
