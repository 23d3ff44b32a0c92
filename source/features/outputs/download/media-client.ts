import {lookup as lookupName} from 'node:dns';
import {BlockList, isIP, type LookupFunction} from 'node:net';
import {unescape} from 'node:querystring';
import {Readable} from 'node:stream';
import {errors, type Dispatcher} from 'undici';
import {openAgent, readOnly, userAgent} from '../../../api/agent.ts';
import {transportCode} from '../../../api/errors.ts';
import {redactor, type Redact} from '../../../api/redact.ts';
import type {HttpProxy} from '../../../core/http-proxy.ts';
import {mediaTypeOf} from '../../../core/output/kinds.ts';
import {isLoopback, isOpenable} from '../../../core/output/output-address.ts';
import {cleanName, type SafeText} from '../../../core/text/sanitize.ts';
import type {Duration} from '../../../core/time/clock.ts';
import {OutputError, statusError} from './errors.ts';

/** The response to a request, after redirects. The caller must read `chunks` to their end or call `drop`. */
export type MediaResponse = {
	readonly status: number;
	/** The value of a header, with its name in lower case; empty without this header. */
	readonly header: (name: string) => string;
	/** Throws an `OutputError`, or after an abort the signal's reason. */
	readonly chunks: AsyncIterable<Uint8Array>;
	/** Discards the rest of the body and closes the connection. */
	readonly drop: () => void;
	readonly address: URL;
};

/** Sends a GET request without the API key. Follows redirects. Rejects with an `OutputError` or the reason of `signal`. */
export type GetMedia = (
	address: URL,
	headers: Readonly<Record<string, string>>,
	signal: AbortSignal,
) => Promise<MediaResponse>;

/** The settings for requests to the hosts of outputs. */
export type OutputAccess = {
	readonly proxy: HttpProxy | null;
	/** Whether outputs may be on this machine: only if the service is. Authors of workflows choose the addresses. */
	readonly allowsLocal: boolean;
	/** Takes the API key out of headers, since a host can be the service itself. */
	readonly redact: Redact;
};

/** Access to hosts on the internet and in the local network, without a proxy. */
export const plainAccess: OutputAccess = {proxy: null, allowsLocal: false, redact: text => text};

/** Access to the outputs of a service. */
export function accessTo(baseUrl: URL, apiKey: string, proxy: HttpProxy | null): OutputAccess {
	return {proxy, allowsLocal: isLoopback(baseUrl.hostname), redact: redactor(apiKey)};
}

const redirects = new Set([301, 302, 303, 307, 308]);
const maxRedirects = 5;
const connectTimeout: Duration = 10_000;
/** Maximum number of connections to one host, so that a list of outputs does not ask for all at once. */
const connections = 6;

/** `silenceTimeout`: until the headers, and between two chunks of the body. */
export function mediaClient(access: OutputAccess, silenceTimeout: Duration = 30_000): GetMedia {
	const {proxy, allowsLocal} = access;
	// Idle connections close by themselves and do not keep the process running, so nothing has to be closed.
	const dispatcher = openAgent({
		proxy,
		connections,
		connectTimeout,
		headersTimeout: silenceTimeout,
		bodyTimeout: silenceTimeout,
		lookup: allowsLocal ? lookupName : lookupElsewhere,
	}).compose(readOnly);

	return async (address, headers, signal) => {
		if (address.protocol === 'data:') {
			return dataResponse(address);
		}

		let from = address;
		let at: URL | null = address;

		for (let hop = 0; ; hop++) {
			const isDowngrade = from.protocol === 'https:' && at?.protocol !== 'https:';

			if (at === null || !isOpenable(at) || isDowngrade) {
				throw new OutputError({kind: 'refused'});
			}

			if (!allowsLocal && isLocalHost(at.hostname)) {
				throw new OutputError({kind: 'local'});
			}

			const response = await request(dispatcher, at, headers, signal, access);
			const location = response.header('location');

			if (!redirects.has(response.status) || location === '' || hop === maxRedirects) {
				return response;
			}

			// Do not read the body of a redirect, because it may be endless.
			response.drop();
			from = at;
			at = URL.parse(location, from.href);
		}
	};
}

/** Returns the file in the data URL of an input. Nothing is requested. */
function dataResponse({href}: URL): MediaResponse {
	const comma = href.indexOf(',');
	const type = href.slice('data:'.length, comma);
	const body = href.slice(comma + 1);
	const bytes = type.endsWith(';base64')
		? Buffer.from(body, 'base64')
		: Buffer.from(unescape(body));
	return {
		status: 200,
		header: name => (name === 'content-type' ? type : ''),
		chunks: Readable.from([bytes]),
		drop: () => undefined,
		// It has no name.
		address: new URL('data:'),
	};
}

/** Resolves a name without local addresses. Fails with an `OutputError` if it has no others. */
const lookupElsewhere: LookupFunction = (hostname, options, callback) => {
	lookupName(hostname, {...options, all: true}, (error, addresses) => {
		if (error !== null) {
			callback(error, []);
			return;
		}

		const remote = addresses.filter(({address}) => !isLocalAddress(address));
		callback(remote.length === 0 ? new OutputError({kind: 'local'}) : null, remote);
	});
};

async function request(
	dispatcher: Dispatcher,
	address: URL,
	requested: Readonly<Record<string, string>>,
	signal: AbortSignal,
	{proxy, redact}: OutputAccess,
): Promise<MediaResponse> {
	const via = proxy?.serves(address) === true ? proxy.address : null;
	const standard = {accept: '*/*', 'accept-encoding': 'identity', 'user-agent': userAgent};

	try {
		const {statusCode, headers, body} = await dispatcher.request({
			origin: address.origin,
			path: `${address.pathname}${address.search}`,
			method: 'GET',
			headers: {...requested, ...standard},
			signal,
		});
		// A dropped body emits an error, also if nobody reads it.
		body.on('error', () => {});
		return {
			status: statusCode,
			header: name => redact([headers[name] ?? []].flat().join(', ')),
			chunks: readChunks(body, signal, via),
			drop: () => void body.destroy(),
			address,
		};
	} catch (error) {
		throw networkError(error, signal, via);
	}
}

async function* readChunks(
	body: AsyncIterable<Uint8Array>,
	signal: AbortSignal,
	proxy: SafeText | null,
): AsyncGenerator<Uint8Array> {
	try {
		yield* body;
	} catch (error) {
		throw networkError(error, signal, proxy);
	}
}

/** Returns the reason of `signal` after an abort. An error without a code, such as an `OutputError`, stays as it is. */
function networkError(error: unknown, signal: AbortSignal, proxy: SafeText | null): unknown {
	if (signal.aborted) {
		return signal.reason;
	}

	// Some errors of undici's parser have no code.
	const code =
		transportCode(error) ?? (error instanceof errors.HTTPParserError ? 'HPE_INVALID' : null);
	const why = {kind: 'network', code: cleanName(code ?? ''), proxy} as const;
	return code === null ? error : new OutputError(why, {isRetriable: true, cause: error});
}

export function wholeNumber(text: string | undefined): number | null {
	return text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : null;
}

/**
 * Fetches the first `maxBytes` of a file. `headers`: with a range, so that a host which knows ranges sends no more. `size` in
 * the result: of the whole file in bytes; null if the host did not report it. `type`: the media type.
 */
export async function fetchStart(
	getMedia: GetMedia,
	address: URL,
	maxBytes: number,
	signal: AbortSignal,
	headers: Readonly<Record<string, string>> = {},
) {
	const {status, header, chunks, drop} = await getMedia(address, headers, signal);
	const read: Uint8Array[] = [];
	let length = 0;

	try {
		if (status !== 200 && status !== 206) {
			throw statusError(status);
		}

		for await (const chunk of chunks) {
			read.push(chunk);
			length += chunk.length;

			// A body may be endless.
			if (length > maxBytes) {
				break;
			}
		}
	} finally {
		drop();
	}

	const size = wholeNumber(
		status === 206 ? /\/(\d+)$/.exec(header('content-range'))?.[1] : header('content-length'),
	);
	const bytes = Buffer.concat(read).subarray(0, maxBytes);
	return {
		bytes,
		size,
		type: mediaTypeOf(header('content-type'), bytes),
		isWhole: length <= maxBytes && (size ?? length) === length,
	};
}

/** Fetches a whole file. Rejects with an `OutputError` also if it is empty or has more than `maxBytes`. */
export async function fetchFile(
	getMedia: GetMedia,
	address: URL,
	maxBytes: number,
	signal: AbortSignal,
): Promise<Uint8Array> {
	const {bytes, isWhole} = await fetchStart(getMedia, address, maxBytes, signal);

	if (!isWhole || bytes.length === 0) {
		throw new OutputError(isWhole ? {kind: 'empty'} : {kind: 'too-large', maxBytes});
	}

	return bytes;
}

/** Loopback, link-local and unspecified addresses. Those of IPv4 match also as IPv6 addresses, like `::ffff:7f00:1`. */
const local = new BlockList();
local.addSubnet('0.0.0.0', 8, 'ipv4');
local.addSubnet('127.0.0.0', 8, 'ipv4');
local.addSubnet('169.254.0.0', 16, 'ipv4');
local.addSubnet('::', 127, 'ipv6');
local.addSubnet('fe80::', 10, 'ipv6');

/** Reports whether an IP address leads to this machine, or to its neighbors on the link. */
export function isLocalAddress(ip: string): boolean {
	return local.check(ip, isIP(ip) === 4 ? 'ipv4' : 'ipv6');
}

/** Reports whether the host name of a `URL` is a local address or `localhost`. Other names must be resolved first. */
export function isLocalHost(hostname: string): boolean {
	const bare = hostname.replace(/^\[(.*)\]$/, '$1');
	return isIP(bare) === 0 ? /^(?:.+\.)?localhost\.?$/.test(hostname) : isLocalAddress(bare);
}
