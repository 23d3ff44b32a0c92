import type {LookupFunction} from 'node:net';
import {Pool, interceptors, type Dispatcher} from 'undici';
import {openConnector} from './connector.ts';
import {bearer, readOnly} from './guards.ts';
import type {Limits} from './limits.ts';
import {RetryingClient} from './retrying-client.ts';

/** Exceeds a usual poll interval. The service can request a shorter time. */
const keepAlive = 30_000;

/**
 * Opens a connection pool to the API. It allows only GET and HEAD requests to this origin. It follows no redirects and uses
 * no proxy.
 */
export function openDispatcher(
	origin: string,
	apiKey: string,
	connections: number,
	limits: Limits,
	lookup?: LookupFunction,
): Dispatcher {
	const pool = new Pool(origin, {
		connections,
		factory: (target, options) => new RetryingClient(target, options),
		connect: openConnector(limits.connect, lookup),
		// With HTTP/2 all polls would share one connection, and fail together with it.
		allowH2: false,
		headersTimeout: limits.headers,
		bodyTimeout: limits.idle,
		keepAliveTimeout: keepAlive,
	});

	// The first interceptor is the innermost. `maxSize` limits each stage of a body that was compressed twice;
	// `BodyCollector` enforces the limit of a request.
	return pool.compose(
		interceptors.decompress({skipErrorResponses: false, maxSize: limits.executionBytes}),
		bearer(origin, apiKey),
		readOnly,
	);
}
