import {ApiError, type Facts} from './api-error.ts';

/** Status 404, by HTTP, in the envelope or from the engine. It can pass: a run is unknown for a while after it was submitted. How long that is borne is for the poller to say. */
export class NotFoundError extends ApiError {
	override readonly name = 'NotFoundError';
	override readonly kind = 'not-found';
	override readonly retriable = true;

	constructor(fields: Facts) {
		super('The API does not know what was asked for', fields);
	}
}
