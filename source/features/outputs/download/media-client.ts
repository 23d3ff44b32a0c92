import {Agent, buildConnector, errors, type Dispatcher} from 'undici';
import type {Duration} from '../../../core/time/clock.ts';
import {readOnly} from '../../../api/read-only.ts';
import {trustSystemRoots} from '../../../api/trust-system-roots.ts';
import {userAgent} from '../../../api/user-agent.ts';
import {isOpenable} from '../../../core/output/output-address.ts';
import {cleanProse} from '../../../core/text/sanitize.ts';
import {DownloadError} from './download-error.ts';
import type {DownloadLimits} from './limits.ts';
import {Pieces} from './pieces.ts';

/** Headers by their names in lower case. One that came more than once is one text. */
export type Headers = Readonly<Record<string, string | undefined>>;

/** The answer of who has the file at last. Its body must be read to its end or dropped. */
export type MediaAnswer = {
	readonly status: number;
	readonly headers: Headers;
	readonly body: Pieces;
	/** Where it came from. */
	readonly address: URL;
};

/** The way out to the hosts of outputs. It has no key to send. */
export type MediaClient = {
	/**
	 * Asks for a file, as it is and unpacked; follows redirects. Rejects with a `DownloadError`, or with the reason of the
	 * signal.
	 */
	get(
		address: URL,
		headers: Readonly<Record<string, string>>,
		signal: AbortSignal,
	): Promise<MediaAnswer>;
	/** Breaks off everything that is under way. */
	close(): Promise<void>;
};

/** The same way out, for who looks at files before they are saved: it can ask for the head of a file alone. */
export type MediaLooker = MediaClient & {readonly head: MediaClient['get']};

/** An answer whose body nobody has touched. */
type RawAnswer = Omit<MediaAnswer, 'body'> & {readonly body: Dispatcher.ResponseData['body']};

const redirects = new Set([301, 302, 303, 307, 308]);

/** Of the body of a redirect so much is read, so that its connection can be used again. */
const leftOver = 16_384;

/** Opens a client. Nothing is connected to before the first question. */
export function openMediaClient(
	limits: Pick<DownloadLimits, 'connect' | 'headers' | 'stall' | 'redirects'>,
): MediaLooker {
	const agent = new Agent({
		connect: openConnector(limits.connect),
		// Over HTTP/2 several files would share one connection, and its flow.
		allowH2: false,
		headersTimeout: limits.headers,
		bodyTimeout: limits.stall,
	});
	const dispatcher = agent.compose(readOnly);

	const follow =
		(method: 'GET' | 'HEAD'): MediaClient['get'] =>
		async (address, headers, signal) => {
			let at = withoutFragment(address);

			if (!isOpenable(at)) {
				throw new DownloadError({kind: 'refused'});
			}

			for (let hop = 0; ; hop++) {
				const response = await ask(dispatcher, method, at, headers, signal);
				const location = redirectOf(response);

				if (location === null) {
					return {...response, body: new Pieces(response.body)};
				}

				await drop(response.body);

				if (hop === limits.redirects) {
					throw new DownloadError({kind: 'too-many-redirects'});
				}

				at = nextAddress(at, location);
			}
		};

	return {
		get: follow('GET'),
		head: follow('HEAD'),
		async close() {
			await agent.destroy();
		},
	};
}

/** A certificate is always verified, whatever NODE_TLS_REJECT_UNAUTHORIZED says, as on the way to the API. */
function openConnector(timeout: Duration): buildConnector.connector {
	const connector = buildConnector({
		rejectUnauthorized: true,
		allowH2: false,
		timeout,
		autoSelectFamily: true,
		autoSelectFamilyAttemptTimeout: 250,
	});
	return (options, callback) => {
		if (options.protocol === 'https:') {
			trustSystemRoots();
		}

		connector(options, callback);
	};
}

/** Where a redirect leads. Throws where that is nowhere, or nowhere that may be gone to: never to a less safe protocol. */
export function nextAddress(from: URL, location: string): URL {
	const next = URL.parse(location, from.href);

	if (
		next === null ||
		!isOpenable(next) ||
		(from.protocol === 'https:' && next.protocol !== 'https:')
	) {
		throw new DownloadError({kind: 'refused-redirect'});
	}

	return withoutFragment(next);
}

async function ask(
	dispatcher: Dispatcher,
	method: 'GET' | 'HEAD',
	address: URL,
	headers: Readonly<Record<string, string>>,
	signal: AbortSignal,
): Promise<RawAnswer> {
	try {
		const response = await dispatcher.request({
			origin: address.origin,
			path: `${address.pathname}${address.search}`,
			method,
			headers: {
				...headers,
				accept: '*/*',
				'accept-encoding': 'identity',
				'user-agent': userAgent,
			},
			signal,
		});
		return {
			status: response.statusCode,
			headers: flat(response.headers),
			body: response.body,
			address,
		};
	} catch (error) {
		throw mediaError(error, signal);
	}
}

/** What an error of the network amounts to; the signal's own reason where it was the signal. */
export function mediaError(error: unknown, signal: AbortSignal): unknown {
	if (signal.aborted) {
		return signal.reason;
	}

	// Whatever the network does to us has a code; what has none is a bug.
	if (!(error instanceof Error && 'code' in error && typeof error.code === 'string')) {
		return error;
	}

	if (
		error instanceof errors.BodyTimeoutError ||
		error instanceof errors.HeadersTimeoutError ||
		error instanceof errors.ConnectTimeoutError
	) {
		return new DownloadError({kind: 'stalled'}, {retriable: true, cause: error});
	}

	const detail = cleanProse(error.code);
	return new DownloadError({kind: 'network', detail}, {retriable: true, cause: error});
}

function redirectOf({status, headers}: RawAnswer): string | null {
	return redirects.has(status) ? (headers['location'] ?? null) : null;
}

function flat(headers: Dispatcher.ResponseData['headers']): Headers {
	return Object.fromEntries(
		Object.entries(headers).map(([name, value]) => [
			name,
			Array.isArray(value) ? value.join(', ') : value,
		]),
	);
}

async function drop(body: RawAnswer['body']): Promise<void> {
	try {
		await body.dump({limit: leftOver});
	} catch {
		// The connection is closed then, and the next question opens another.
	}
}

function withoutFragment(address: URL): URL {
	const plain = new URL(address);
	plain.hash = '';
	return plain;
}
