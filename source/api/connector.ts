import type {LookupFunction} from 'node:net';
import {buildConnector} from 'undici';
import type {ProxyChoice} from '../core/http-proxy.ts';
import type {Duration} from '../core/time/clock.ts';
import {throughProxy} from './tunnel.ts';

export type ConnectorOptions = {
	readonly proxy?: ProxyChoice;
	/** Resolves host names. The default is the resolver of the system. */
	readonly lookup?: LookupFunction;
};

/**
 * Always verifies certificates. If one IP address of the host does not respond within 250 ms, also tries the next.
 * `lookup` resolves the names of targets, not that of the proxy.
 */
export function openConnector(
	timeout: Duration,
	{proxy, lookup}: ConnectorOptions = {},
): buildConnector.connector {
	const connect = directConnector(timeout, lookup);
	return proxy === undefined
		? connect
		: throughProxy(proxy, connect, directConnector(timeout), timeout);
}

function directConnector(timeout: Duration, lookup?: LookupFunction): buildConnector.connector {
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
