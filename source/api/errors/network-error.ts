import {ApiError, type ApiErrorFields} from './api-error.ts';

/** No connection, or a lost one: DNS, TCP, TLS, or an incomplete response. */
export class NetworkError extends ApiError {
	override readonly name = 'NetworkError';
	override readonly kind = 'network';
	override readonly retriable = true;

	constructor(fields: ApiErrorFields) {
		super('The API could not be reached', fields);
	}
}
