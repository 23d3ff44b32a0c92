import {ApiError, type Facts} from './api-error.ts';

/** The answer had more decoded bytes than are taken. */
export class TooLargeError extends ApiError {
	override readonly name = 'TooLargeError';
	override readonly kind = 'too-large';
	override readonly retriable = false;

	constructor(fields: Facts) {
		super('The answer of the API is too large', fields);
	}
}
