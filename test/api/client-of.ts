import {ApiError} from '../../source/api/errors.ts';
import {
	createHttpClient,
	type HttpClientOptions,
	type RunClient,
} from '../../source/api/http-client.ts';
import {systemClock} from '../../source/core/time/clock.ts';
import type {Scope} from '../helpers/program.ts';

export const apiKey = 'sk-0a1b2c3d4e5f60718293a4b5c6d7e8f9';

export const running = {code: 0, msg: 'ok', data: {status: 'running'}};

export const never = new AbortController().signal;

/** Creates a client of the service at `baseUrl`. The client is closed at the end of the scope. */
export function clientOf(
	t: Scope,
	baseUrl: URL,
	options: Partial<HttpClientOptions> = {},
): RunClient {
	const defaults = {baseUrl, apiKey, concurrency: 8, clock: systemClock, proxy: null};
	const client = createHttpClient({...defaults, ...options});
	t.after(async () => client.close());
	return client;
}

export async function failureOf(work: Promise<unknown>): Promise<ApiError> {
	const error: unknown = await work.then(
		() => new Error('It did not fail.'),
		(reason: unknown) => reason,
	);

	if (error instanceof ApiError) {
		return error;
	}

	throw error;
}
