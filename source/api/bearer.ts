import type {Dispatcher} from 'undici';
import {GuardError} from './guard-error.ts';

/**
 * Adds the `Authorization` header with the API key to requests to `origin`. Throws a `GuardError` for other origins. No
 * other code sends the key.
 */
export function bearer(origin: string, apiKey: string): Dispatcher.DispatcherComposeInterceptor {
	return dispatch => (options, handler) => {
		if (options.origin === undefined || new URL(options.origin).origin !== origin) {
			throw new GuardError(`Requests to any other origin than ${origin} are forbidden.`);
		}

		const headers = {...plainHeaders(options.headers), authorization: `Bearer ${apiKey}`};
		return dispatch({...options, headers}, handler);
	};
}

/** Returns whether a header can hold the key, which must be visible ASCII without spaces. */
export function isSendableKey(apiKey: string): boolean {
	return /^[\u0021-\u007E]+$/.test(apiKey);
}

function plainHeaders(
	headers: Dispatcher.DispatchOptions['headers'],
): Readonly<Record<string, string | string[] | number | undefined>> {
	if (headers === undefined || headers === null) {
		return {};
	}

	if (Array.isArray(headers) || Symbol.iterator in headers) {
		throw new GuardError('Headers must be an object.');
	}

	return headers;
}
