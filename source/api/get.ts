import type {Clock, Duration, Instant} from '../core/time/clock.ts';
import {withDeadline} from './deadline.ts';
import {readResponse, type ReadResponseOptions} from './read-response.ts';
import {ApiError} from './errors.ts';
import {type Redact, unescapeAscii} from './redact.ts';
import {isSuccess, type RawResponse} from './raw-response.ts';
import {parseHttpDate, parseRetryAfter} from './retry-after.ts';
import {toTransportError} from './transport-error.ts';
import {userAgent} from './user-agent.ts';

type GetContext = ReadResponseOptions & {
	/** The maximum duration of the whole request. */
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

/** Sends a GET request and reads the response, whatever its status. Rejects with an `ApiError` or the abort reason. */
export async function get(path: string, context: GetContext): Promise<RawResponse> {
	const {clock, time, signal, redact, onServiceTime} = context;

	try {
		const request = {method: 'GET', path, headers: requestHeaders} as const;
		const {status, headers, body, error} = await withDeadline(
			async deadline => readResponse(request, {...context, signal: deadline}),
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
