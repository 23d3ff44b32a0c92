import {ApiError, type Facts} from './api-error.ts';

/** A time limit passed: to connect, for the head of the answer, between two pieces of it, or for the whole. */
export class TimeoutError extends ApiError {
	override readonly name = 'TimeoutError';
	override readonly kind = 'timeout';
	override readonly retriable = true;

	constructor(fields: Facts) {
		super('The API did not answer in time', fields);
	}
}
