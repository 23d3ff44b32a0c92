import {ApiError, type Facts} from './api-error.ts';

/** Status 429, by HTTP or in the envelope. \`retryAfter\` says how long to wait, where the service said so. */
export class RateLimitError extends ApiError {
	override readonly name = 'RateLimitError';
	override readonly kind = 'rate-limit';
	override readonly retriable = true;

	constructor(fields: Facts) {
		super('The API was asked too often', fields);
	}
}
