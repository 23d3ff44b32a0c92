import {interceptors, Pool, type Dispatcher} from 'undici';
import {openConnector, type ConnectorOptions} from './connector.ts';
import {bearer, readOnly} from './guards.ts';
import type {Limits} from './limits.ts';
import {RetryingClient} from './retrying-client.ts';

/** How long an idle connection stays open, in milliseconds. It is longer than a usual poll interval. */
const keepAlive = 30_000;

/**
 * Opens a pool of at most `connections` connections to the API. It sends only GET and HEAD requests, and only to
 * `origin`. It follows no redirects.
 */
export function openDispatcher(
	origin: string,
	apiKey: string,
	connections: number,
	limits: Limits,
	connecting: ConnectorOptions = {},
): Dispatcher {
	const pool = new Pool(origin, {
		connections,
		factory: (target, options) => new RetryingClient(target, options),
		connect: openConnector(limits.connect, connecting),
		// With HTTP/2 all polls would share one connection and fail together.
		allowH2: false,
		headersTimeout: limits.headers,
		bodyTimeout: limits.idle,
		keepAliveTimeout: keepAlive,
	});

	// `compose` makes the first interceptor the innermost. A body may be compressed twice: `maxSize` limits the result
	// of each decompression, and `BodyCollector` limits the final size.
	return pool.compose(
		interceptors.decompress({skipErrorResponses: false, maxSize: limits.executionBytes}),
		bearer(origin, apiKey),
		readOnly,
	);
}
