import type {Dispatcher} from 'undici';
import type {Clock, Duration, Instant} from '../core/time/clock.ts';
import {BodyCollector, type Body} from './body-collector.ts';
import {withDeadline} from './deadline.ts';
import {ApiError} from './errors.ts';
import {type Redact, unescapeAscii} from './redact.ts';
import {isSuccess, type RawResponse} from './raw-response.ts';
import {parseHttpDate, parseRetryAfter} from './retry-after.ts';
import {toTransportError} from './transport-error.ts';
import {userAgent} from './user-agent.ts';

type GetContext = {
	readonly dispatcher: Dispatcher;
	/** The maximum size of the decompressed body, in bytes. */
	readonly bytes: number;
	readonly signal: AbortSignal;
	/** The maximum duration of the whole request, in milliseconds. */
	readonly time: Duration;
	readonly clock: Clock;
	readonly redact: Redact;
	readonly onServiceTime?: OnServerDate;
};

export type OnServerDate = (serviceTime: Instant) => void;

const requestHeaders = {
	accept: 'application/json',
	'accept-encoding': 'gzip, br',
	'user-agent': userAgent,
};

/**
 * Resolves for an error status too, even if the body could not be read. Rejects with an `ApiError` if no response
 * arrives in time or a successful response is incomplete, and with the abort reason if `signal` is aborted.
 */
export async function get(path: string, context: GetContext): Promise<RawResponse> {
	const {clock, time, signal, redact, onServiceTime} = context;
	const request = {method: 'GET', path, headers: requestHeaders} as const;

	try {
		const {status, headers, body, error} = await withDeadline(
			async deadline => receive(request, {...context, signal: deadline}),
			{clock, limit: time, signal},
		);
		const serviceNow = serviceTime(headers['date']);

		if (serviceNow !== null) {
			onServiceTime?.(serviceNow);
		}

		// If the status is an error, an `ApiError` of the body is ignored, because the status is more specific.
		if (
			error !== null &&
			(isSuccess(status) || !(toTransportError(error, redact) instanceof ApiError))
		) {
			throw error;
		}

		return {
			status,
			digest: body?.digest ?? null,
			bytes: () => body?.bytes() ?? Buffer.alloc(0),
			text: (from, to) => redact(unescapeAscii(body?.text(from, to) ?? '')),
			retryAfter: parseRetryAfter(headers['retry-after'], serviceNow ?? clock.now()),
			redirectsTo: redirectTarget(status, headers['location']),
		};
	} catch (error) {
		signal.throwIfAborted();
		throw toTransportError(error, redact);
	}
}

function serviceTime(header: string | string[] | undefined): number | null {
	return typeof header === 'string' ? parseHttpDate(header) : null;
}

function redirectTarget(status: number, location: string | string[] | undefined): string | null {
	if (status < 300 || status >= 400 || typeof location !== 'string') {
		return null;
	}

	return URL.parse(location)?.origin ?? 'another path';
}

type Headers = Readonly<Record<string, string | string[] | undefined>>;

/** A response to a request. If its body could not be read, `body` is null and `error` is the reason. */
type ReceivedResponse = {
	readonly status: number;
	readonly headers: Headers;
	readonly body: Body | null;
	readonly error: Error | null;
};

/**
 * Rejects with the abort reason of `signal`, or with the dispatcher's error if no response arrives. Does not use undici's
 * `request`, because its stream would double the processing time of a small response.
 */
async function receive(
	request: Dispatcher.DispatchOptions,
	{dispatcher, bytes, signal}: Pick<GetContext, 'dispatcher' | 'bytes' | 'signal'>,
): Promise<ReceivedResponse> {
	signal.throwIfAborted();
	const {promise, resolve, reject} = Promise.withResolvers<ReceivedResponse>();
	const body = new BodyCollector(bytes);
	let controller: Dispatcher.DispatchController | null = null;
	let status = 0;
	let headers: Headers = {};

	/** Rejects with the abort reason first, because the abort makes undici reject with a less specific error. */
	function abort(): void {
		reject(signal.reason);
		controller?.abort(signal.reason as Error);
	}

	signal.addEventListener('abort', abort, {once: true});
	dispatcher.dispatch(request, {
		onRequestStart(started) {
			controller = started;

			// The caller aborted the request while it waited for a connection.
			if (signal.aborted) {
				abort();
			}
		},
		onResponseStart(_controller, code, fields) {
			status = code;
			headers = fields;
		},
		onResponseData(_controller, chunk) {
			body.add(chunk);
		},
		onResponseEnd() {
			resolve({status, headers, body: body.end(), error: null});
		},
		onResponseError(_controller, error) {
			if (status < 200) {
				reject(error);
			} else {
				resolve({status, headers, body: null, error});
			}
		},
	});
	return promise;
}
