import {ApiError, type Facts} from './api-error.ts';

/** There was no connection, or it broke: DNS, TCP, TLS, or an answer that broke off. */
export class NetworkError extends ApiError {
	override readonly name = 'NetworkError';
	override readonly kind = 'network';
	override readonly retriable = true;

	constructor(fields: Facts) {
		super('The API could not be reached', fields);
	}
}
