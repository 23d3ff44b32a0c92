import type {LookupFunction} from 'node:net';
import {Agent, Pool, ProxyAgent, type Dispatcher} from 'undici';
import manifest from '../../package.json' with {type: 'json'};
import type {HttpProxy} from '../core/http-proxy.ts';
import type {Duration} from '../core/time/clock.ts';
import {GuardError} from './errors.ts';

export const userAgent = `${manifest.name}/${manifest.version}`;

type AgentOptions = {
	readonly proxy: HttpProxy | null;
	readonly connectTimeout: Duration;
	/** From the request to the headers of the response. */
	readonly headersTimeout: Duration;
	readonly bodyTimeout: Duration;
	readonly keepAliveTimeout?: Duration;
	readonly connections?: number;
	/** In bytes, before decompression. */
	readonly maxResponseSize?: number;
	/** Resolves the names of hosts that are not behind the proxy. The default is the resolver of the system. */
	readonly lookup?: LookupFunction;
};

/** Opens connections, through the proxy for the origins that it serves. Always verifies certificates. */
export function openAgent({proxy, lookup, connectTimeout, ...options}: AgentOptions): Agent {
	// With HTTP/2, all requests would share one connection and fail together.
	const tls = {rejectUnauthorized: true, allowH2: false};
	return new Agent({
		...options,
		allowH2: false,
		connect: {...tls, timeout: connectTimeout, ...(lookup && {lookup})},
		factory(origin, agentOptions) {
			const url = new URL(origin);

			if (url.protocol === 'https:') {
				trustSystemRoots();
			}

			if (proxy?.serves(url) !== true) {
				return new Pool(origin, agentOptions);
			}

			const token = proxy.revealAuthorization();
			return new ProxyAgent({
				...agentOptions,
				uri: proxy.address,
				...(token !== null && {token}),
				connectTimeout,
				proxyTls: tls,
				requestTls: tls,
				// A proxy that does not respond to CONNECT must not hold up the request for longer than a host could.
				clientFactory: (address, {connect}: Pool.Options) =>
					new Pool(address, {...(connect && {connect}), headersTimeout: connectTimeout}),
			});
		},
	});
}

let areSystemRootsTrusted = false;

/** Makes Node also trust the certificate authorities of the operating system, because a company proxy may need them. */
function trustSystemRoots(): void {
	if (!areSystemRootsTrusted) {
		areSystemRootsTrusted = true;
		// Not imported above, because loading TLS takes 3 % of a start, and HTTP does not need it.
		const {getCACertificates, setDefaultCACertificates} = process.getBuiltinModule('node:tls');
		setDefaultCACertificates([
			...new Set([...getCACertificates('default'), ...getCACertificates('system')]),
		]);
	}
}

/** Throws a `GuardError` for other methods than GET and HEAD: they may cost money, and cannot be retried safely. */
export const readOnly: Dispatcher.DispatcherComposeInterceptor = dispatch => (options, handler) => {
	if (options.method !== 'GET' && options.method !== 'HEAD') {
		throw new GuardError(`This program only reads: ${options.method} requests are forbidden.`);
	}

	return dispatch(options, handler);
};

/** Adds the API key. Throws a `GuardError` for a request to another origin, so that no other server receives the key. */
export function authorize(origin: string, apiKey: string): Dispatcher.DispatcherComposeInterceptor {
	return dispatch => (options, handler) => {
		if (String(options.origin) !== origin) {
			throw new GuardError(`Requests to any other origin than ${origin} are forbidden.`);
		}

		const headers = {...options.headers, authorization: `Bearer ${apiKey}`};
		return dispatch({...options, headers}, handler);
	};
}
