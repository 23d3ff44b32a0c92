import type {Dispatcher} from 'undici';
import {GuardError} from './guard-error.ts';

/**
 * Lets nothing but GET and HEAD out. So every request may be repeated, and no fault of this program can cost money.
 * Throws a `GuardError`.
 */
export const readOnly: Dispatcher.DispatcherComposeInterceptor = dispatch => (options, handler) => {
	if (options.method !== 'GET' && options.method !== 'HEAD') {
		throw new GuardError(`This program only reads: ${options.method} is not sent.`);
	}

	return dispatch(options, handler);
};
