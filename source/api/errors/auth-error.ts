import {ApiError, type ApiErrorFields} from './api-error.ts';

/** Status 401 or 403, or a key that cannot be sent. Every request with this key will fail. */
export class AuthError extends ApiError {
	override readonly name = 'AuthError';
	override readonly kind = 'auth';
	override readonly retriable = false;

	constructor(fields: ApiErrorFields) {
		super('The API rejected the key', fields);
	}
}
