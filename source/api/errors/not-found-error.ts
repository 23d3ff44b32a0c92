import {ApiError, type ApiErrorFields} from './api-error.ts';

/**
 * Status 404 of HTTP, the envelope or the engine. Retriable, because a new run is unknown for a while; the poller limits the
 * retries.
 */
export class NotFoundError extends ApiError {
	override readonly name = 'NotFoundError';
	override readonly kind = 'not-found';
	override readonly retriable = true;

	constructor(fields: ApiErrorFields) {
		super('The API does not know the requested item', fields);
	}
}
