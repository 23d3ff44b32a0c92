import type {Dispatcher} from 'undici';
import type {Clock, Instant} from '../domain/clock.ts';
import type {Body} from './body.ts';
import {ApiError} from './errors/api-error.ts';
import {plainEscapes} from './plain-escapes.ts';
import {readBody} from './read-body.ts';
import type {Redact} from './redact.ts';
import {isSuccess, type Reply} from './reply.ts';
import {parseHttpDate, parseRetryAfter} from './retry-after.ts';
import {toTransportError} from './transport-error.ts';
import {userAgent} from './user-agent.ts';

/** What a GET needs besides its path. */
export type GetContext = {
	readonly dispatcher: Dispatcher;
	readonly clock: Clock;
	readonly redact: Redact;
	/** The most decoded bytes that the body may have. */
	readonly bytes: number;
	readonly signal: AbortSignal;
	/** Told what time it is where the answer comes from, to the second, wherever the answer says so. */
	readonly onServiceTime?: TellTime;
};

/** Takes the service's own time. */
export type TellTime = (serviceTime: Instant) => void;

/** Sends one GET and takes the whole answer, whatever its status. Rejects with an `ApiError` when there is none. */
export async function get(path: string, context: GetContext): Promise<Reply> {
	const {dispatcher, clock, redact, bytes, signal, onServiceTime} = context;

	try {
		const {statusCode, headers, body} = await dispatcher.request({
			method: 'GET',
			path,
			headers: {
				accept: 'application/json',
				'accept-encoding': 'gzip, br',
				'user-agent': userAgent,
			},
			signal,
		});
		const theirNow = serviceTime(headers['date']);

		if (theirNow !== null) {
			onServiceTime?.(theirNow);
		}

		const reading = readBody(body, bytes);
		const whole = await (isSuccess(statusCode) ? reading : orNothing(reading, redact, signal));
		return {
			status: statusCode,
			digest: whole?.digest ?? null,
			bytes: () => whole?.bytes() ?? Buffer.alloc(0),
			text: (from, to) => redact(plainEscapes(whole?.text(from, to) ?? '')),
			retryAfter: parseRetryAfter(headers['retry-after'], theirNow ?? clock.now()),
			redirectsTo: redirectTarget(statusCode, headers['location']),
		};
	} catch (error) {
		throw toTransportError(error, redact);
	}
}

/** The status of a failure says more than how its body broke off, or that it was too long. */
async function orNothing(
	reading: Promise<Body>,
	redact: Redact,
	signal: AbortSignal,
): Promise<Body | null> {
	try {
		return await reading;
	} catch (error) {
		if (signal.aborted || !(toTransportError(error, redact) instanceof ApiError)) {
			throw error;
		}

		return null;
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
