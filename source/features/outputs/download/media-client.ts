import {lookup as lookupName} from 'node:dns';
import {on} from 'node:events';
import type {LookupFunction} from 'node:net';
import type {Readable} from 'node:stream';
import {errors, type Agent, type Dispatcher} from 'undici';
import {openAgent, userAgent} from '../../../api/agent.ts';
import {readOnly} from '../../../api/guards.ts';
import {redactor, type Redact} from '../../../api/redact.ts';
import {transportCode} from '../../../api/transport-error.ts';
import type {HttpProxy} from '../../../core/http-proxy.ts';
import {isLocalAddress, isLocalHost} from '../../../core/local-address.ts';
import {isLoopback, isOpenable} from '../../../core/output/output-address.ts';
import {cleanProse} from '../../../core/text/sanitize.ts';
import type {SafeText} from '../../../core/text/text.ts';
import type {Duration} from '../../../core/time/clock.ts';
import {DownloadError} from './errors.ts';

/** Headers by lower-case name. The values of a repeated header are joined by commas. */
export type Headers = Readonly<Record<string, string | undefined>>;

/** The response to a request, after redirects. The caller must read `chunks` to their end or call `drop`. */
export type MediaResponse = {
	readonly status: number;
	readonly headers: Headers;
	/** After an error or abort, yields the chunks that arrived, then throws a `DownloadError` or the signal's reason. */
	readonly chunks: AsyncIterable<Uint8Array>;
	/** Discards the rest of the body and closes the connection. */
	readonly drop: () => void;
	readonly address: URL;
};

/** HTTP client for the hosts that store the files of outputs. It sends only GET requests, without the API key. */
export type MediaClient = {
	/** Requests no compression and follows redirects. Rejects with a `DownloadError` or the reason of `signal`. */
	get(
		address: URL,
		headers: Readonly<Record<string, string>>,
		signal: AbortSignal,
	): Promise<MediaResponse>;
	close(): Promise<void>;
};

/** How the hosts of outputs are reached. */
export type OutputAccess = {
	readonly proxy: HttpProxy | null;
	/** Whether outputs may be on this machine: only if the service is. Authors of workflows choose the addresses. */
	readonly allowsLocal: boolean;
	/** Takes the API key out of headers, since a host can be the service itself. */
	readonly redact: Redact;
};

/** Access to public hosts and to those of the network, without a proxy. */
export const plainAccess: OutputAccess = {proxy: null, allowsLocal: false, redact: text => text};

/** Access to the outputs of a service. */
export function accessTo(baseUrl: URL, apiKey: string, proxy: HttpProxy | null): OutputAccess {
	return {proxy, allowsLocal: isLoopback(baseUrl.hostname), redact: redactor(apiKey)};
}

const redirects = new Set([301, 302, 303, 307, 308]);
const maxRedirects = 5;
const connectTimeoutMs: Duration = 10_000;
/** Maximum time until the headers, and then between two chunks of the body. */
const silenceTimeoutMs: Duration = 30_000;
/** Maximum number of connections to one host, so that a list of outputs does not ask for all at once. */
const maxConnections = 6;
/** Maximum number of buffered chunks, of at most 64 KiB each. Reading from the connection pauses above this number. */
const maxBufferedChunks = 16;

/** `access` may change with the account. */
export function openMediaClient(
	access: () => OutputAccess,
	silenceTimeout: Duration = silenceTimeoutMs,
): MediaClient {
	let opened: {readonly proxy: HttpProxy | null; readonly agent: Agent} | null = null;

	function agentOf({proxy}: OutputAccess): Agent {
		if (opened === null || opened.proxy !== proxy) {
			void opened?.agent.close();
			const agent = openAgent({
				proxy,
				connections: maxConnections,
				connectTimeout: connectTimeoutMs,
				headersTimeout: silenceTimeout,
				bodyTimeout: silenceTimeout,
				lookup: (...call) => (access().allowsLocal ? lookupName : lookupElsewhere)(...call),
			});
			opened = {proxy, agent};
		}

		return opened.agent;
	}

	return {
		async get(address, requestHeaders, signal) {
			let at = address;

			if (!isOpenable(at)) {
				throw new DownloadError({kind: 'refused'});
			}

			for (let hop = 0; ; hop++) {
				if (!access().allowsLocal && isLocalHost(at.hostname)) {
					throw new DownloadError({kind: 'local'});
				}

				const {proxy} = access();
				const dispatcher = agentOf(access()).compose(readOnly);
				const via = proxy?.serves(at) === true ? proxy.address : null;
				const response = await send(dispatcher, at, requestHeaders, signal).catch(
					(error: unknown) => {
						throw mediaError(error, signal, via);
					},
				);
				const {statusCode: status, body} = response;
				const headers = joinHeaders(response.headers, access().redact);
				const location = redirects.has(status) ? headers['location'] : undefined;
				const drop = (): void => void body.destroy();

				if (location === undefined) {
					return {status, headers, chunks: readChunks(body, signal), drop, address: at};
				}

				// Do not read the body of a redirect, because it may be endless.
				drop();

				if (hop === maxRedirects) {
					throw new DownloadError({kind: 'too-many-redirects'});
				}

				at = nextAddress(at, location);
			}
		},
		async close() {
			await opened?.agent.destroy();
		},
	};
}

/** Resolves a name without local addresses. Fails with a `DownloadError` if it has no others. */
const lookupElsewhere: LookupFunction = (hostname, options, callback) => {
	lookupName(hostname, {...options, all: true}, (error, addresses) => {
		if (error !== null) {
			callback(error, []);
			return;
		}

		const remote = addresses.filter(({address}) => !isLocalAddress(address));
		callback(remote.length === 0 ? new DownloadError({kind: 'local'}) : null, remote);
	});
};

/** Throws a `DownloadError` if the target is invalid, or HTTP although `from` is HTTPS. */
function nextAddress(from: URL, location: string): URL {
	const next = URL.parse(location, from.href);

	if (
		next === null ||
		!isOpenable(next) ||
		(from.protocol === 'https:' && next.protocol !== 'https:')
	) {
		throw new DownloadError({kind: 'refused-redirect'});
	}

	return next;
}

async function send(
	dispatcher: Dispatcher,
	address: URL,
	headers: Readonly<Record<string, string>>,
	signal: AbortSignal,
): Promise<Dispatcher.ResponseData> {
	const response = await dispatcher.request({
		origin: address.origin,
		path: `${address.pathname}${address.search}`,
		method: 'GET',
		headers: {
			...headers,
			accept: '*/*',
			'accept-encoding': 'identity',
			'user-agent': userAgent,
		},
		signal,
	});
	// A dropped body emits an error, also if nobody reads it.
	response.body.on('error', () => {});
	return response;
}

/** Unlike a stream's iterator, yields the chunks that arrived before an error, so that a resumed download has them. */
function readChunks(body: Readable, signal: AbortSignal): AsyncIterable<Uint8Array> {
	// Listen at once, because an error before the first read would be missed otherwise.
	const events = on(body, 'data', {close: ['end'], highWaterMark: maxBufferedChunks});
	return read();

	async function* read(): AsyncGenerator<Uint8Array> {
		try {
			for await (const [chunk] of events as AsyncIterable<[Uint8Array]>) {
				yield chunk;
			}
		} catch (error) {
			const failure = mediaError(error, signal, null);
			throw failure instanceof DownloadError && failure.why.kind === 'network'
				? new DownloadError({kind: 'cut-off'}, {retriable: true, cause: error})
				: failure;
		}
	}
}

/**
 * Converts a network error to a `DownloadError`. After an abort, returns the reason of `signal`. `proxy`: the address of that
 * through which the request went.
 */
function mediaError(error: unknown, signal: AbortSignal, proxy: SafeText | null): unknown {
	if (signal.aborted) {
		return signal.reason;
	}

	// Some errors of undici's parser have no code. Any other error without a code is a bug.
	const code =
		transportCode(error) ?? (error instanceof errors.HTTPParserError ? 'HPE_INVALID' : null);

	if (code === null) {
		return error;
	}

	if (
		error instanceof errors.BodyTimeoutError ||
		error instanceof errors.HeadersTimeoutError ||
		error instanceof errors.ConnectTimeoutError
	) {
		return new DownloadError({kind: 'stalled'}, {retriable: true, cause: error});
	}

	const why = {kind: 'network', detail: cleanProse(code), ...(proxy !== null && {proxy})} as const;
	return new DownloadError(why, {retriable: true, cause: error});
}

function joinHeaders(headers: Dispatcher.ResponseData['headers'], redact: Redact): Headers {
	return Object.fromEntries(
		Object.entries(headers).map(([name, value]) => [
			name,
			value === undefined ? undefined : redact([value].flat().join(', ')),
		]),
	);
}

export function wholeNumber(text: string | undefined): number | null {
	return text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : null;
}

/** Returns the media type in lower case, without its parameters; null if the host sent none. */
export function mediaTypeOf(headers: Headers): string | null {
	return headers['content-type']?.split(';', 1)[0]?.trim().toLowerCase() ?? null;
}
