import {Agent, errors, type Dispatcher} from 'undici';
import {openConnector} from '../../../api/connector.ts';
import {readOnly} from '../../../api/guards.ts';
import {userAgent} from '../../../api/user-agent.ts';
import {isOpenable} from '../../../core/output/output-address.ts';
import {cleanProse} from '../../../core/text/sanitize.ts';
import {DownloadError} from './download-error.ts';
import type {DownloadLimits} from './limits.ts';
import {BodyReader} from './body-reader.ts';

/** By lower-case name. Repeated headers are joined. */
export type Headers = Readonly<Record<string, string | undefined>>;

/** The response after redirects. Read its body to the end, or drop it. */
export type MediaResponse = {
	readonly status: number;
	readonly headers: Headers;
	readonly body: BodyReader;
	readonly address: URL;
};

/** HTTP client for the hosts of outputs. It sends no key. */
export type MediaClient = {
	/** Fetches a file uncompressed; follows redirects. Rejects with a `DownloadError` or the signal's reason. */
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

/** The body of a redirect is read up to this size, to reuse the connection. */
const maxDiscardedBytes = 16_384;

export function openMediaClient(
	limits: Pick<
		DownloadLimits,
		'connectTimeoutMs' | 'headersTimeoutMs' | 'stallTimeoutMs' | 'maxRedirects'
	>,
): PreviewClient {
	const agent = new Agent({
		connect: openConnector(limits.connectTimeoutMs),
		// HTTP/2 would share one connection's flow control between files.
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

/** Throws a `DownloadError` for an invalid or less safe target. */
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

/** Converts a network error to a `DownloadError`. Returns the signal's reason after an abort, and bugs unchanged. */
export function mediaError(error: unknown, signal: AbortSignal): unknown {
	if (signal.aborted) {
		return signal.reason;
	}

	// Network errors have a code. All others are bugs.
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
		// The connection is closed; the next request opens another.
	}
}

function withoutFragment(address: URL): URL {
	const plain = new URL(address);
	plain.hash = '';
	return plain;
}
