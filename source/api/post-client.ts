import {errorCode} from '../core/error-code.ts';
import type {HttpProxy} from '../core/http-proxy.ts';
import {isOpenable} from '../core/output/output-address.ts';
import type {Duration} from '../core/time/clock.ts';
import {openAgent, userAgent} from './agent.ts';
import {GuardError} from './errors.ts';

export type PostRequest = {
	readonly url: URL;
	readonly headers: Readonly<Record<string, string>>;
	readonly body: string;
};

export type PostResponse = {
	readonly status: number;
	readonly headers: Readonly<Record<string, string | string[] | undefined>>;
	/** Empty if it is longer than `maxResponseSize`. */
	readonly body: string;
};

export type PostClient = ReturnType<typeof openPostClient>;

const timeoutMs: Duration = 10_000;
const maxResponseSize = 65_536;

/**
 * Opens the client of chat channels, the only one that sends POST. It never has the API key, follows no redirects and reads
 * only small responses.
 */
export function openPostClient(proxy: HttpProxy | null = null) {
	const agent = openAgent({
		proxy,
		connectTimeout: timeoutMs,
		headersTimeout: timeoutMs,
		bodyTimeout: timeoutMs,
		maxResponseSize,
	});

	return {
		/** Rejects with an error of undici, the reason of `signal`, or a `GuardError` for an address that is not allowed. */
		async post({url, headers, body}: PostRequest, signal: AbortSignal): Promise<PostResponse> {
			if (!isOpenable(url)) {
				throw new GuardError('A channel needs https, or http on a loopback address.');
			}

			const response = await agent.request({
				origin: url.origin,
				path: url.pathname + url.search,
				method: 'POST',
				headers: {
					...headers,
					'content-type': 'application/json; charset=utf-8',
					'user-agent': userAgent,
				},
				body,
				signal,
			});
			return {
				status: response.statusCode,
				headers: response.headers,
				body: await response.body.text().catch((error: unknown) => {
					if (errorCode(error) === 'UND_ERR_RES_EXCEEDED_MAX_SIZE') {
						return '';
					}

					throw error;
				}),
			};
		},
		close: async () => agent.destroy(),
	};
}
