import type {LookupFunction} from 'node:net';
import {buildConnector} from 'undici';
import type {ProxyChoice} from '../core/http-proxy.ts';
import type {Duration} from '../core/time/clock.ts';
import {throughProxy} from './tunnel.ts';

export type ConnectorOptions = {
	readonly proxy?: ProxyChoice;
	readonly lookup?: LookupFunction;
};

/** Always verifies certificates. If one IP address of the host does not respond within 250 ms, also tries the next. */
export function openConnector(
	timeout: Duration,
	{proxy, lookup}: ConnectorOptions = {},
): buildConnector.connector {
	const connector = buildConnector({
		rejectUnauthorized: true,
		allowH2: false,
		timeout,
		autoSelectFamily: true,
		autoSelectFamilyAttemptTimeout: 250,
		...(lookup && {lookup}),
	});
	const connect: buildConnector.connector = (options, callback) => {
		if (options.protocol === 'https:') {
			trustSystemRoots();
		}

		connector(options, callback);
	};
	return proxy === undefined ? connect : throughProxy(proxy, connect, timeout);
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
