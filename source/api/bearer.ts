import type {Dispatcher} from 'undici';
import {GuardError} from './guard-error.ts';

/**
 * Adds the API key to requests to exactly one origin, in the `Authorization` header. A request to any other origin is
 * not sent at all. This is the only place that puts the key anywhere. Throws a `GuardError`.
 */
export function bearer(origin: string, apiKey: string): Dispatcher.DispatcherComposeInterceptor {
	return dispatch => (options, handler) => {
		if (options.origin === undefined || new URL(options.origin).origin !== origin) {
			throw new GuardError(`This program only talks to ${origin}: the request is not sent.`);
		}

		const headers = {...plainHeaders(options.headers), authorization: `Bearer ${apiKey}`};
		return dispatch({...options, headers}, handler);
	};
}

/** Whether a header can carry the key: visible ASCII, in one piece. */
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
		throw new GuardError('Headers are given as an object.');
	}

	return headers;
}
