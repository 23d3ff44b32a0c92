import type {Dispatcher} from 'undici';

/** A forbidden request, which is a bug of this program. It is not an `ApiError`, so it is not handled as a failure of the service. */
export class GuardError extends Error {
	override readonly name = 'GuardError';
}

/** Throws a `GuardError` for methods other than GET and HEAD, so that requests can be retried and no bug can cost money. */
export const readOnly: Dispatcher.DispatcherComposeInterceptor = dispatch => (options, handler) => {
	if (options.method !== 'GET' && options.method !== 'HEAD') {
		throw new GuardError(`This program only reads: ${options.method} requests are forbidden.`);
	}

	return dispatch(options, handler);
};

/**
 * Adds the `Authorization` header with the API key to requests to `origin`. Throws a `GuardError` for other origins. No other code
 * sends the key.
 */
export function bearer(origin: string, apiKey: string): Dispatcher.DispatcherComposeInterceptor {
	return dispatch => (options, handler) => {
		if (options.origin === undefined || new URL(options.origin).origin !== origin) {
			throw new GuardError(`Requests to any other origin than ${origin} are forbidden.`);
		}

		const headers = {...options.headers, authorization: `Bearer ${apiKey}`};
		return dispatch({...options, headers}, handler);
	};
}

export function isSendableKey(apiKey: string): boolean {
	return /^[\u0021-\u007E]+$/.test(apiKey);
}
