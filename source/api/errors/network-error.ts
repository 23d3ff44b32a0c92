import {ApiError, type ApiErrorFields} from './api-error.ts';

export class NetworkError extends ApiError {
	override readonly name = 'NetworkError';
	override readonly kind = 'network';
	override readonly retriable = true;

	constructor(fields: ApiErrorFields) {
		super('The API could not be reached', fields);
	}
}
