import {ApiError, type ApiErrorFields} from './api-error.ts';

export class RateLimitError extends ApiError {
	override readonly name = 'RateLimitError';
	override readonly kind = 'rate-limit';
	override readonly retriable = true;

	constructor(fields: ApiErrorFields) {
		super('Too many requests to the API', fields);
	}
}
