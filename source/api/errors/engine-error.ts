import {ApiError, type Facts} from './api-error.ts';
import {mayPass} from './may-pass.ts';

/** The API was reached and says by its envelope that it, or the execution engine behind it, could not answer. */
export class EngineError extends ApiError {
	override readonly name = 'EngineError';
	override readonly kind = 'engine';
	override readonly retriable: boolean;

	/** @param status The status that the engine, the envelope or else HTTP gives as the reason; null where none does. */
	constructor(fields: Facts, status: number | null) {
		super('The API reports a failure', fields);
		this.retriable = status === null || mayPass(status);
	}
}
