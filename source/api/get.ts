import type {Dispatcher} from 'undici';
import {errorCode} from '../core/error-code.ts';
import type {Clock, Duration, Instant} from '../core/time/clock.ts';
import {hourMs} from '../core/time/duration.ts';
import {userAgent} from './agent.ts';
import {withDeadline} from './deadline.ts';
import {ApiError} from './errors.ts';
import type {Redact} from './redact.ts';

type Received = {
	readonly status: number;
	/** Like the body, they may contain the API key. */
	readonly headers: Readonly<Record<string, string | string[] | undefined>>;
	/** The body, which may contain the API key; empty if that of an error could not be read. */
	readonly bytes: Buffer;
};

export type RawResponse = Received & {
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
	readonly timeLimit: Duration;
	readonly onServerDate?: OnServerDate | undefined;
};

const headers = {
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
	const request = {origin, path, method: 'GET', headers} as const;
	const received = await withDeadline(
		async inTime => receive(dispatcher, request, maxBytes, inTime),
		{clock, limit: timeLimit, signal},
	);
	const {date, location, 'retry-after': retryAfter} = received.headers;
	const serverNow = typeof date === 'string' ? parseHttpDate(date) : null;

	if (serverNow !== null) {
		onServerDate?.(serverNow);
	}

	return {
		...received,
		retryAfter: parseRetryAfter(retryAfter, serverNow ?? clock.now()),
		redirectsTo: redirectTarget(received.status, location, redact),
	};
}

export function isSuccess(status: number): boolean {
	return status >= 200 && status < 300;
}

/** Calls the dispatcher directly: the stream of undici's `request` takes a third more time for a small response. */
async function receive(
	dispatcher: Dispatcher,
	request: Dispatcher.DispatchOptions,
	maxBytes: number,
	signal: AbortSignal,
): Promise<Received> {
	const {promise, resolve, reject} = Promise.withResolvers<Received>();
	const response = {status: 0, headers: {}};
	const chunks: Buffer[] = [];
	let isSent = false;
	let size = 0;

	function send(isRepeated: boolean): void {
		dispatcher.dispatch(request, {
			onRequestStart(controller) {
				const abort = () => controller.abort(signal.reason as Error);
				isSent = true;
				signal.addEventListener('abort', abort);

				// It was aborted while it waited for a connection.
				if (signal.aborted) {
					abort();
				}
			},
			onResponseStart(_controller, status, fields) {
				Object.assign(response, {status, headers: fields});
			},
			onResponseData(controller, chunk) {
				size += chunk.length;
				chunks.push(chunk);

				if (size > maxBytes) {
					controller.abort(
						new ApiError('too-large', {detail: `more than ${maxBytes / 2 ** 20} MiB`}),
					);
				}
			},
			onResponseEnd() {
				resolve({...response, bytes: Buffer.concat(chunks)});
			},
			onResponseError(_controller, error) {
				if (response.status >= 200 && !isSuccess(response.status)) {
					// The status of a failure is enough without its body.
					resolve({...response, bytes: Buffer.alloc(0)});
				} else if (isSent && !isRepeated && response.status === 0 && isLostConnection(error)) {
					// The server may have closed an idle connection just when the request was sent on it.
					send(true);
				} else {
					reject(error);
				}
			},
		});
	}

	signal.addEventListener('abort', () => reject(signal.reason as Error));
	send(false);
	return promise;
}

function isLostConnection(error: Error): boolean {
	return ['UND_ERR_SOCKET', 'ECONNRESET', 'EPIPE'].includes(errorCode(error) ?? '');
}

function redirectTarget(status: number, location: unknown, redact: Redact): string | null {
	if (status < 300 || status >= 400 || typeof location !== 'string') {
		return null;
	}

	const target = URL.parse(location);
	// Only web addresses have an origin.
	return target === null
		? 'another path'
		: redact(target.origin === 'null' ? target.protocol : target.origin);
}

/**
 * Converts `Retry-After` headers to milliseconds, at most one hour. A header contains seconds, like `120` or `1.5`, or
 * an HTTP date, from which `now` (the time of the service) is subtracted. A past date gives 0. The longest of several
 * headers counts. Null if no header is valid.
 */
export function parseRetryAfter(
	header: string | readonly string[] | undefined,
	now: Instant,
): Duration | null {
	const delays = [header ?? []].flat().flatMap(value => {
		const date = parseHttpDate(value.trim());
		const isSeconds = /^\d+(\.\d+)?$/.test(value.trim());
		return isSeconds
			? Math.ceil(Number(value) * 1000)
			: date === null
				? []
				: Math.max(0, date - now);
	});
	return delays.length === 0 ? null : Math.min(hourMs, Math.max(...delays));
}

/** Parses the date of a header, like `Fri, 08 May 2026 10:00:00 GMT`. Null for any other text. */
export function parseHttpDate(text: string): Instant | null {
	const instant = text.endsWith(' GMT') ? Date.parse(text) : Number.NaN;
	return Number.isNaN(instant) ? null : instant;
}
