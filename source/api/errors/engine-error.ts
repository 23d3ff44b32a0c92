import {ApiError, type ApiErrorFields} from './api-error.ts';
import {isTransientStatus} from './http-error.ts';

/** The envelope reports a failure of the API or of the execution engine. */
export class EngineError extends ApiError {
	override readonly name = 'EngineError';
	override readonly kind = 'engine';
	override readonly retriable: boolean;

	/** @param status The most specific status: of the engine, the envelope or HTTP; null if there is none. */
	constructor(fields: ApiErrorFields, status: number | null) {
		super('The API reported a failure', fields);
		this.retriable = status === null || isTransientStatus(status);
	}
}
