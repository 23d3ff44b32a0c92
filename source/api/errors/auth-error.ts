import {ApiError, type Facts} from './api-error.ts';

/** Status 401 or 403, or a key that cannot be sent at all. Whatever uses the same key would fail in the same way. */
export class AuthError extends ApiError {
	override readonly name = 'AuthError';
	override readonly kind = 'auth';
	override readonly retriable = false;

	constructor(fields: Facts) {
		super('The API refused the key', fields);
	}
}
