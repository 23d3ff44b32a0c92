import type {Dispatcher} from 'undici';
import {GuardError} from './guard-error.ts';

/** Throws a `GuardError` for methods other than GET and HEAD, so that requests can be retried and no bug can cost money. */
export const readOnly: Dispatcher.DispatcherComposeInterceptor = dispatch => (options, handler) => {
	if (options.method !== 'GET' && options.method !== 'HEAD') {
		throw new GuardError(`This program only reads: ${options.method} requests are forbidden.`);
	}

	return dispatch(options, handler);
};
