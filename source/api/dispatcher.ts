import type {LookupFunction} from 'node:net';
import {Pool, buildConnector, interceptors, type Dispatcher} from 'undici';
import {bearer} from './bearer.ts';
import type {Limits} from './limits.ts';
import {readOnly} from './read-only.ts';
import {RepeatingClient} from './repeating-client.ts';
import {trustSystemRoots} from './trust-system-roots.ts';

/** How long an unused connection is kept, unless the service names a shorter time. Longer than any usual pause between polls. */
const keepAlive = 30_000;

/**
 * The one way out to the API: a bounded number of kept connections to one origin, guarded. It follows no redirect and
 * knows no proxy.
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
		factory: (target, options) => new RepeatingClient(target, options),
		connect: openConnector(limits, lookup),
		// With HTTP/2 all polls would share one connection, and its death would fail all of them together.
		allowH2: false,
		headersTimeout: limits.headers,
		bodyTimeout: limits.idle,
		keepAliveTimeout: keepAlive,
	});

	// From the inside out. `maxSize` bounds the stages of an answer that was packed twice; what comes out in the end
	// is counted again, by the limit of its own question, where it is read.
	return pool.compose(
		interceptors.decompress({skipErrorResponses: false, maxSize: limits.executionBytes}),
		bearer(origin, apiKey),
		readOnly,
	);
}

/**
 * Makes connections. A certificate is always verified, whatever NODE_TLS_REJECT_UNAUTHORIZED says. The next address of a
 * host is tried soon, so that a dead IPv6 route costs a quarter of a second.
 */
function openConnector({connect}: Limits, lookup?: LookupFunction): buildConnector.connector {
	const connector = buildConnector({
		rejectUnauthorized: true,
		allowH2: false,
		timeout: connect,
		autoSelectFamily: true,
		autoSelectFamilyAttemptTimeout: 250,
		...(lookup && {lookup}),
	});
	return (options, callback) => {
		if (options.protocol === 'https:') {
			trustSystemRoots();
		}

		connector(options, callback);
	};
}
