import {ApiError, type Facts} from './api-error.ts';

/** Something came that is no answer of this API: HTML, nothing, broken JSON, no data, or data without a status. */
export class MalformedError extends ApiError {
	override readonly name = 'MalformedError';
	override readonly kind = 'malformed';
	override readonly retriable = true;

	constructor(fields: Facts) {
		super('The answer of the API cannot be read', fields);
	}
}
