import {ApiError, type Facts} from './api-error.ts';
import {mayPass} from './may-pass.ts';

/** An HTTP status that is no success and has no kind of its own; also a redirect, since none is followed. */
export class HttpError extends ApiError {
	override readonly name = 'HttpError';
	override readonly kind = 'http';
	override readonly retriable: boolean;

	constructor(fields: Facts & {readonly httpStatus: number}) {
		super('The API answered with a failure', fields);
		this.retriable = mayPass(fields.httpStatus);
	}
}
