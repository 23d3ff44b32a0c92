import {Agent, errors, type Dispatcher} from 'undici';
import {openConnector} from '../../../api/connector.ts';
import {readOnly} from '../../../api/guards.ts';
import {userAgent} from '../../../api/user-agent.ts';
import {isOpenable} from '../../../core/output/output-address.ts';
import {cleanProse} from '../../../core/text/sanitize.ts';
import {DownloadError} from './download-error.ts';
import type {DownloadLimits} from './limits.ts';
import {BodyReader} from './body-reader.ts';

/** Headers by lower-case name. The values of a repeated header are joined. */
export type Headers = Readonly<Record<string, string | undefined>>;

/** The response after redirects. The caller must read the body to its end or drop it. */
export type MediaResponse = {
	readonly status: number;
	readonly headers: Headers;
	readonly body: BodyReader;
	readonly address: URL;
};

/** HTTP client for the hosts of outputs. It does not send the API key. */
export type MediaClient = {
	/** Requests a file without compression, and follows redirects. Rejects with a `DownloadError` or the signal's reason. */
	get(
		address: URL,
		headers: Readonly<Record<string, string>>,
		signal: AbortSignal,
	): Promise<MediaResponse>;
	close(): Promise<void>;
};

export type PreviewClient = MediaClient & {readonly head: MediaClient['get']};

type RawResponse = Omit<MediaResponse, 'body'> & {readonly body: Dispatcher.ResponseData['body']};

const redirects = new Set([301, 302, 303, 307, 308]);

/** Maximum size of the body of a redirect that is read, so that the connection can be used again. */
const maxDiscardedBytes = 16_384;

export function openMediaClient(
	limits: Pick<
		DownloadLimits,
		'connectTimeoutMs' | 'headersTimeoutMs' | 'stallTimeoutMs' | 'maxRedirects'
	>,
): PreviewClient {
	const agent = new Agent({
		connect: openConnector(limits.connectTimeoutMs),
		// With HTTP/2, several files would share the flow control of one connection.
		allowH2: false,
		headersTimeout: limits.headersTimeoutMs,
		bodyTimeout: limits.stallTimeoutMs,
	});
	const dispatcher = agent.compose(readOnly);

	const follow =
		(method: 'GET' | 'HEAD'): MediaClient['get'] =>
		async (address, headers, signal) => {
			let at = withoutFragment(address);

			if (!isOpenable(at)) {
				throw new DownloadError({kind: 'refused'});
			}

			for (let hop = 0; ; hop++) {
				const response = await send(dispatcher, method, at, headers, signal);
				const location = redirectOf(response);

				if (location === null) {
					return {...response, body: new BodyReader(response.body)};
				}

				await discardBody(response.body);

				if (hop === limits.maxRedirects) {
					throw new DownloadError({kind: 'too-many-redirects'});
				}

				at = nextAddress(at, location);
			}
		};

	return {
		get: follow('GET'),
		head: follow('HEAD'),
		async close() {
			await agent.destroy();
		},
	};
}

/** Resolves the target of a redirect. Throws a `DownloadError` if the target is invalid or less safe than `from`. */
function nextAddress(from: URL, location: string): URL {
	const next = URL.parse(location, from.href);

	if (
		next === null ||
		!isOpenable(next) ||
		(from.protocol === 'https:' && next.protocol !== 'https:')
	) {
		throw new DownloadError({kind: 'refused-redirect'});
	}

	return withoutFragment(next);
}

async function send(
	dispatcher: Dispatcher,
	method: 'GET' | 'HEAD',
	address: URL,
	headers: Readonly<Record<string, string>>,
	signal: AbortSignal,
): Promise<RawResponse> {
	try {
		const response = await dispatcher.request({
			origin: address.origin,
			path: `${address.pathname}${address.search}`,
			method,
			headers: {
				...headers,
				accept: '*/*',
				'accept-encoding': 'identity',
				'user-agent': userAgent,
			},
			signal,
		});
		return {
			status: response.statusCode,
			headers: joinHeaders(response.headers),
			body: response.body,
			address,
		};
	} catch (error) {
		throw mediaError(error, signal);
	}
}

/** Converts a network error to a `DownloadError`. Returns the signal's reason after an abort. Returns a bug unchanged. */
export function mediaError(error: unknown, signal: AbortSignal): unknown {
	if (signal.aborted) {
		return signal.reason;
	}

	// Every network error has a code. An error without a code is a bug.
	if (!(error instanceof Error && 'code' in error && typeof error.code === 'string')) {
		return error;
	}

	if (
		error instanceof errors.BodyTimeoutError ||
		error instanceof errors.HeadersTimeoutError ||
		error instanceof errors.ConnectTimeoutError
	) {
		return new DownloadError({kind: 'stalled'}, {retriable: true, cause: error});
	}

	const detail = cleanProse(error.code);
	return new DownloadError({kind: 'network', detail}, {retriable: true, cause: error});
}

function redirectOf({status, headers}: RawResponse): string | null {
	return redirects.has(status) ? (headers['location'] ?? null) : null;
}

function joinHeaders(headers: Dispatcher.ResponseData['headers']): Headers {
	return Object.fromEntries(
		Object.entries(headers).map(([name, value]) => [
			name,
			Array.isArray(value) ? value.join(', ') : value,
		]),
	);
}

async function discardBody(body: RawResponse['body']): Promise<void> {
	try {
		await body.dump({limit: maxDiscardedBytes});
	} catch {
		// After this error the connection is closed, and the next request opens another connection.
	}
}

function withoutFragment(address: URL): URL {
	const plain = new URL(address);
	plain.hash = '';
	return plain;
}
