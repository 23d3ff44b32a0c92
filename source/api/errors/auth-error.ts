import {ApiError, type ApiErrorFields} from './api-error.ts';

/** Status 401 or 403, or a key that no header can hold. Every request with this key fails. */
export class AuthError extends ApiError {
	override readonly name = 'AuthError';
	override readonly kind = 'auth';
	override readonly retriable = false;

	constructor(fields: ApiErrorFields) {
		super('The API rejected the key', fields);
	}
}
