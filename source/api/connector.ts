import type {LookupFunction} from 'node:net';
import {buildConnector} from 'undici';
import type {Duration} from '../core/time/clock.ts';

/** Always verifies certificates. If one IP address of the host does not respond within 250 ms, also tries the next. */
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

/** Makes Node also trust the certificate authorities of the operating system, because a company proxy may need them. */
function trustSystemRoots(): void {
	if (!areRootsTrusted) {
		areRootsTrusted = true;
		// Not imported above, because loading TLS takes 3 % of a start, and HTTP does not need it.
		const {getCACertificates, setDefaultCACertificates} = process.getBuiltinModule('node:tls');
		setDefaultCACertificates([
			...new Set([...getCACertificates('default'), ...getCACertificates('system')]),
		]);
	}
}
