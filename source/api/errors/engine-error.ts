import {ApiError, type ApiErrorFields} from './api-error.ts';
import {isTransientStatus} from './http-error.ts';

/** A failure of the API or of the execution engine that the envelope reports. */
export class EngineError extends ApiError {
	override readonly name = 'EngineError';
	override readonly kind = 'engine';
	override readonly retriable: boolean;

	constructor(fields: ApiErrorFields, status: number | null) {
		super('The API reported a failure', fields);
		this.retriable = status === null || isTransientStatus(status);
	}
}
