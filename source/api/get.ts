import type {Dispatcher} from 'undici';
import type {Clock, Duration, Instant} from '../core/time/clock.ts';
import {userAgent} from './agent.ts';
import {timeoutAfter} from './deadline.ts';
import {ApiError} from './errors.ts';
import type {Redact} from './redact.ts';
import {parseHttpDate, parseRetryAfter} from './retry-after.ts';

export type RawResponse = {
	readonly status: number;
	/** The body, which may contain the API key; empty if that of an error could not be read. */
	readonly bytes: Buffer;
	readonly retryAfter: Duration | null;
	/**
	 * The origin to which a redirect leads, its scheme, like `file:`, if that has no origins, or the text `another path` if
	 * its URL is relative; null if there is no redirect. Omits the path and query of the URL, because they may contain secrets.
	 */
	readonly redirectsTo: string | null;
};

export type OnServerDate = (serverDate: Instant) => void;

type GetContext = {
	readonly dispatcher: Dispatcher;
	readonly origin: string;
	readonly redact: Redact;
	readonly clock: Clock;
	/** Of the whole request. */
	readonly timeLimit: Duration;
	readonly onServerDate?: OnServerDate | undefined;
};

const requestHeaders = {
	accept: 'application/json',
	'accept-encoding': 'gzip, br',
	'user-agent': userAgent,
};

/**
 * Resolves for an error status too. `maxBytes` limits the decompressed body. Rejects with an `ApiError` if that is longer or
 * the time is up, with an error of undici if there is no complete response, and with the abort reason of `signal`.
 */
export async function get(
	path: string,
	maxBytes: number,
	signal: AbortSignal,
	{dispatcher, origin, redact, clock, timeLimit, onServerDate}: GetContext,
): Promise<RawResponse> {
	signal.throwIfAborted();
	const request = {origin, path, method: 'GET', headers: requestHeaders} as const;
	const {promise, abort} = receive(dispatcher, request, maxBytes);
	const forward = (): void => abort(signal.reason as Error);
	const cancelDeadline = clock.after(timeLimit, () => abort(timeoutAfter(timeLimit)));
	signal.addEventListener('abort', forward);
	const {status, headers, bytes} = await promise.finally(() => {
		cancelDeadline();
		signal.removeEventListener('abort', forward);
	});
	const serverNow = typeof headers['date'] === 'string' ? parseHttpDate(headers['date']) : null;

	if (serverNow !== null) {
		onServerDate?.(serverNow);
	}

	return {
		status,
		bytes,
		retryAfter: parseRetryAfter(headers['retry-after'], serverNow ?? clock.now()),
		redirectsTo: redirectTarget(status, headers['location'], redact),
	};
}

export function isSuccess(status: number): boolean {
	return status >= 200 && status < 300;
}

type Headers = Readonly<Record<string, string | string[] | undefined>>;

type ReceivedResponse = {
	readonly status: number;
	readonly headers: Headers;
	readonly bytes: Buffer;
};

/** Does not use undici's `request`, because its stream would take a third more time for a small response. */
function receive(
	dispatcher: Dispatcher,
	request: Dispatcher.DispatchOptions,
	maxBytes: number,
): {readonly promise: Promise<ReceivedResponse>; abort: (reason: Error) => void} {
	const {promise, resolve, reject} = Promise.withResolvers<ReceivedResponse>();
	const chunks: Buffer[] = [];
	let controller: Dispatcher.DispatchController | null = null;
	let abortedBy: Error | null = null;
	let [status, headers]: [number, Headers] = [0, {}];
	let size = 0;

	function abort(reason: Error): void {
		abortedBy = reason;
		reject(reason);
		controller?.abort(reason);
	}

	dispatcher.dispatch(request, {
		onRequestStart(started) {
			controller = started;

			// The request was aborted while it waited for a connection.
			if (abortedBy !== null) {
				started.abort(abortedBy);
			}
		},
		onResponseStart(_controller, code, fields) {
			[status, headers] = [code, fields];
		},
		onResponseData(_controller, chunk) {
			size += chunk.length;

			if (size > maxBytes) {
				abort(new ApiError('too-large', {detail: `more than ${maxBytes / 2 ** 20} MiB`}));
			} else {
				chunks.push(chunk);
			}
		},
		onResponseEnd() {
			resolve({status, headers, bytes: Buffer.concat(chunks)});
		},
		onResponseError(_controller, error) {
			// The status of a failure says more than its body.
			if (status >= 200 && !isSuccess(status)) {
				resolve({status, headers, bytes: Buffer.alloc(0)});
			} else {
				reject(error);
			}
		},
	});
	return {promise, abort};
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
