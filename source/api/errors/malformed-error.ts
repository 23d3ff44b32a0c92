import {ApiError, type ApiErrorFields} from './api-error.ts';

/** A body that is not a response of this API: HTML, empty, invalid JSON, no data, or data without a status. */
export class MalformedError extends ApiError {
	override readonly name = 'MalformedError';
	override readonly kind = 'malformed';
	override readonly retriable = true;

	constructor(fields: ApiErrorFields) {
		super('The response of the API is unreadable', fields);
	}
}
