import type {LookupFunction} from 'node:net';
import {getCACertificates, setDefaultCACertificates} from 'node:tls';
import {buildConnector} from 'undici';
import type {Duration} from '../core/time/clock.ts';

/** Always verifies certificates, even if NODE_TLS_REJECT_UNAUTHORIZED is 0. A broken IPv6 route costs 250 ms. */
export function openConnector(
	timeout: Duration,
	lookup?: LookupFunction,
): buildConnector.connector {
	const connector = buildConnector({
		rejectUnauthorized: true,
		allowH2: false,
		timeout,
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

let areRootsTrusted = false;

/**
 * Adds the certificate authorities of the system, which a company proxy needs, to those of Node.js and `NODE_EXTRA_CA_CERTS`.
 * Runs once per process, because it takes some milliseconds.
 */
function trustSystemRoots(): void {
	if (!areRootsTrusted) {
		areRootsTrusted = true;
		setDefaultCACertificates([
			...new Set([...getCACertificates('default'), ...getCACertificates('system')]),
		]);
	}
}
