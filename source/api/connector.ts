import type {LookupFunction} from 'node:net';
import {getCACertificates, setDefaultCACertificates} from 'node:tls';
import {buildConnector} from 'undici';
import type {Duration} from '../core/time/clock.ts';

/** Creates undici's connector. It always verifies certificates, and tries the next IP address after 250 ms. */
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
 * Adds the certificate authorities of the operating system to the trusted ones, because a company proxy may need them.
 * Does this once per process, because it takes some milliseconds.
 */
function trustSystemRoots(): void {
	if (!areRootsTrusted) {
		areRootsTrusted = true;
		setDefaultCACertificates([
			...new Set([...getCACertificates('default'), ...getCACertificates('system')]),
		]);
	}
}
