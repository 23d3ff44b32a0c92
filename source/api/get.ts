import type {Dispatcher} from 'undici';
import type {Clock, Duration, Instant} from '../core/time/clock.ts';
import {BodyCollector, decodeBody} from './body-collector.ts';
import {timeoutAfter} from './deadline.ts';
import {ApiError} from './errors.ts';
import {isSuccess, type RawResponse} from './raw-response.ts';
import {unescapeAscii, type Redact} from './redact.ts';
import {parseHttpDate, parseRetryAfter} from './retry-after.ts';
import {toTransportError} from './transport-error.ts';
import {userAgent} from './user-agent.ts';

type GetContext = {
	readonly dispatcher: Dispatcher;
	/** The maximum size of the decompressed body, in bytes. */
	readonly maxBytes: number;
	readonly signal: AbortSignal;
	/** The maximum duration of the whole request, in milliseconds. */
	readonly timeLimit: Duration;
	readonly clock: Clock;
	readonly redact: Redact;
	readonly redactJson: Redact;
	readonly onServerDate?: OnServerDate;
};

export type OnServerDate = (serverDate: Instant) => void;

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
	const {clock, signal, redact, redactJson, onServerDate} = context;
	const request = {method: 'GET', path, headers: requestHeaders} as const;

	try {
		const {status, headers, body, error} = await receive(request, context);
		const bytes = await body.end();
		const serverNow = serverDate(headers['date']);

		if (serverNow !== null) {
			onServerDate?.(serverNow);
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
			bytes,
			text: (from, to) => redactJson(unescapeAscii(decodeBody(bytes, from, to))),
			retryAfter: parseRetryAfter(headers['retry-after'], serverNow ?? clock.now()),
			redirectsTo: redirectTarget(status, headers['location'], redact),
		};
	} catch (error) {
		signal.throwIfAborted();
		throw toTransportError(error, redact);
	}
}

function serverDate(header: string | string[] | undefined): number | null {
	return typeof header === 'string' ? parseHttpDate(header) : null;
}

function redirectTarget(
	status: number,
	location: string | string[] | undefined,
	redact: Redact,
): string | null {
	if (status < 300 || status >= 400 || typeof location !== 'string') {
		return null;
	}

	const target = URL.parse(location);
	// Only web addresses have an origin.
	return target === null
		? 'another path'
		: redact(target.origin === 'null' ? target.protocol : target.origin);
}

type Headers = Readonly<Record<string, string | string[] | undefined>>;

/** A response to a request. If its body could not be read to the end, `body` is empty and `error` is the reason. */
type ReceivedResponse = {
	readonly status: number;
	readonly headers: Headers;
	readonly body: BodyCollector;
	readonly error: Error | null;
};

/**
 * Rejects with an `ApiError` after `timeLimit`, with the abort reason of `signal`, or with the dispatcher's error if no
 * response arrives. Does not use undici's `request`, because its stream would double the processing time of a small
 * response, nor `withDeadline`, because a second `AbortSignal` would add a twentieth.
 */
async function receive(
	request: Dispatcher.DispatchOptions,
	{dispatcher, maxBytes, signal, timeLimit, clock}: GetContext,
): Promise<ReceivedResponse> {
	signal.throwIfAborted();
	const {promise, resolve, reject} = Promise.withResolvers<ReceivedResponse>();
	let body = new BodyCollector(maxBytes);
	let controller: Dispatcher.DispatchController | null = null;
	let abortReason: Error | null = null;
	let status = 0;
	let headers: Headers = {};

	/** Rejects with the reason first, because the abort makes undici reject with a less specific error. */
	function abort(reason: Error): void {
		abortReason = reason;
		reject(reason);
		controller?.abort(reason);
	}

	function forwardAbort(): void {
		abort(signal.reason as Error);
	}

	const cancelDeadline = clock.after(timeLimit, () => abort(timeoutAfter(timeLimit)));
	signal.addEventListener('abort', forwardAbort, {once: true});

	try {
		dispatcher.dispatch(request, {
			onRequestStart(started) {
				controller = started;

				// The request was aborted while it waited for a connection.
				if (abortReason !== null) {
					started.abort(abortReason);
				}
			},
			onResponseStart(_controller, code, fields) {
				status = code;
				headers = fields;
				body = new BodyCollector(maxBytes, Number(fields['content-length']) || 0);
			},
			onResponseData(_controller, chunk) {
				body.add(chunk);
			},
			onResponseEnd() {
				resolve({status, headers, body, error: null});
			},
			onResponseError(_controller, error) {
				if (status < 200) {
					reject(error);
				} else {
					resolve({status, headers, body: new BodyCollector(maxBytes), error});
				}
			},
		});
		return await promise;
	} finally {
		cancelDeadline();
		signal.removeEventListener('abort', forwardAbort);
	}
}
