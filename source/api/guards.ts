import type {Dispatcher} from 'undici';

/** Thrown for a forbidden request, which is a bug of this program. Not an `ApiError`: the service did not fail. */
export class GuardError extends Error {
	override readonly name = 'GuardError';
}

/** Throws a `GuardError` for other methods than GET and HEAD: they may cost money, and cannot be retried safely. */
export const readOnly: Dispatcher.DispatcherComposeInterceptor = dispatch => (options, handler) => {
	if (options.method !== 'GET' && options.method !== 'HEAD') {
		throw new GuardError(`This program only reads: ${options.method} requests are forbidden.`);
	}

	return dispatch(options, handler);
};

/** Adds the API key. Throws a `GuardError` for a request to another origin, so that no other server receives the key. */
export function authorize(origin: string, apiKey: string): Dispatcher.DispatcherComposeInterceptor {
	return dispatch => (options, handler) => {
		if (String(options.origin) !== origin) {
			throw new GuardError(`Requests to any other origin than ${origin} are forbidden.`);
		}

		const headers = {...options.headers, authorization: `Bearer ${apiKey}`};
		return dispatch({...options, headers}, handler);
	};
}
