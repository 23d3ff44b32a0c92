import type {Dispatcher} from 'undici';
import type {Clock, Duration, Instant} from '../core/time/clock.ts';
import {userAgent} from './agent.ts';
import {withDeadline} from './deadline.ts';
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
	{dispatcher, origin, redact, clock, timeLimit: limit, onServerDate}: GetContext,
): Promise<RawResponse> {
	return withDeadline(
		async aborted => {
			const request = {origin, path, method: 'GET', headers, signal: aborted} as const;
			const response = await dispatcher.request(request);
			const {statusCode: status, headers: fields} = response;
			const bytes = await readBody(response.body, maxBytes).catch((error: unknown) => {
				// The status of a failure says more than its body.
				if (isSuccess(status) || aborted.aborted) {
					throw error;
				}

				return Buffer.alloc(0);
			});
			const serverNow = typeof fields['date'] === 'string' ? parseHttpDate(fields['date']) : null;

			if (serverNow !== null) {
				onServerDate?.(serverNow);
			}

			return {
				status,
				bytes,
				retryAfter: parseRetryAfter(fields['retry-after'], serverNow ?? clock.now()),
				redirectsTo: redirectTarget(status, fields['location'], redact),
			};
		},
		{clock, limit, signal},
	);
}

export function isSuccess(status: number): boolean {
	return status >= 200 && status < 300;
}

async function readBody(body: Dispatcher.ResponseData['body'], limit: number): Promise<Buffer> {
	const chunks: Buffer[] = [];
	let size = 0;

	for await (const chunk of body as AsyncIterable<Buffer>) {
		size += chunk.length;

		if (size > limit) {
			throw new ApiError('too-large', {detail: `more than ${limit / 2 ** 20} MiB`});
		}

		chunks.push(chunk);
	}

	return Buffer.concat(chunks, size);
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
