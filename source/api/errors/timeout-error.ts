import {ApiError, type ApiErrorFields} from './api-error.ts';

export class TimeoutError extends ApiError {
	override readonly name = 'TimeoutError';
	override readonly kind = 'timeout';
	override readonly retriable = true;

	constructor(fields: ApiErrorFields) {
		super('The API did not respond in time', fields);
	}
}
