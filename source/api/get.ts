import type {Instant} from '../core/time/clock.ts';
import {readResponse, type ReadResponseOptions} from './read-response.ts';
import {ApiError} from './errors/api-error.ts';
import {plainEscapes} from './plain-escapes.ts';
import type {Redact} from './redact.ts';
import {isSuccess, type RawResponse} from './reply.ts';
import {parseHttpDate, parseRetryAfter} from './retry-after.ts';
import {toTransportError} from './transport-error.ts';
import {userAgent} from './user-agent.ts';

/** What a GET needs besides its path. */
export type GetContext = ReadResponseOptions & {
	readonly redact: Redact;
	/** Told what time it is where the answer comes from, to the second, wherever the answer says so. */
	readonly onServiceTime?: OnServerDate;
};

/** Takes the service's own time. */
export type OnServerDate = (serviceTime: Instant) => void;

const askedFor = {
	accept: 'application/json',
	'accept-encoding': 'gzip, br',
	'user-agent': userAgent,
};

/**
 * Sends one GET and takes the whole answer, whatever its status. Rejects with an `ApiError` when there is none, and with the
 * signal's reason when it was called off.
 */
export async function get(path: string, context: GetContext): Promise<RawResponse> {
	const {clock, signal, redact, onServiceTime} = context;

	try {
		const request = {method: 'GET', path, headers: askedFor} as const;
		const {status, headers, body, error} = await readResponse(request, context);
		const theirNow = serviceTime(headers['date']);

		if (theirNow !== null) {
			onServiceTime?.(theirNow);
		}

		// The status of a failure says more than how its body broke off, or that it was too long.
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
			text: (from, to) => redact(plainEscapes(body?.text(from, to) ?? '')),
			retryAfter: parseRetryAfter(headers['retry-after'], theirNow ?? clock.now()),
			redirectsTo: redirectTarget(status, headers['location']),
		};
	} catch (error) {
		// Why it was called off is nothing that this question is to be blamed for.
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
