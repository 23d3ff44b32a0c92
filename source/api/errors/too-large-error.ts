import {ApiError, type ApiErrorFields} from './api-error.ts';

/** A response that exceeds a limit: bytes after decompression, JSON values or log entries. */
export class TooLargeError extends ApiError {
	override readonly name = 'TooLargeError';
	override readonly kind = 'too-large';
	override readonly retriable = false;

	constructor(fields: ApiErrorFields) {
		super('The response of the API is too large', fields);
	}
}
