import type {Socket} from 'node:net';
import {Client, type buildConnector} from 'undici';
import {errorCode} from '../core/error-code.ts';
import type {HttpProxy, ProxyChoice} from '../core/http-proxy.ts';
import type {SafeText} from '../core/text/text.ts';
import type {Duration} from '../core/time/clock.ts';
import {userAgent} from './user-agent.ts';

type Connector = buildConnector.connector;

/**
 * A connection through a proxy could not be opened. Has no `cause`, because errors of undici may contain the password. Its
 * `code`, like `PROXY_ECONNREFUSED`, is none of undici's, because its client would reconnect forever after `UND_ERR_SOCKET`.
 */
export class ProxyError extends Error {
	override readonly name = 'ProxyError';
	readonly code: string;
	/** The code of the cause, or `PROXY_` and the HTTP status with which the proxy refused the tunnel. */
	readonly reason: string;
	readonly proxy: SafeText;

	constructor(reason: string, {address}: HttpProxy) {
		super(`${address} failed: ${reason}`);
		this.code = reason.startsWith('PROXY_') ? reason : `PROXY_${reason}`;
		this.reason = reason;
		this.proxy = address;
	}
}

/**
 * Connects through the proxy if it serves the target, with TLS inside the tunnel. Otherwise connects directly.
 * `connectToProxy` opens the connection to the proxy itself.
 */
export function throughProxy(
	proxy: ProxyChoice,
	connect: Connector,
	connectToProxy: Connector,
	timeout: Duration,
): Connector {
	async function connectInside(via: HttpProxy, target: URL, ...rest: Parameters<Connector>) {
		const [options, callback] = rest;

		try {
			const httpSocket = await openTunnel(via, target, connectToProxy, timeout);
			connect({...options, httpSocket}, (...[error, socket]) =>
				error === null ? callback(null, socket) : callback(proxyError(error, via), null),
			);
		} catch (error) {
			callback(proxyError(error, via), null);
		}
	}

	return (options, callback) => {
		const via = proxy();
		const target = new URL(`${options.protocol}//${options.host ?? options.hostname}`);

		if (via?.serves(target) === true) {
			void connectInside(via, target, options, callback);
		} else {
			connect(options, callback);
		}
	};
}

/** Resolves to a socket on which bytes go to `target` and come from it. Rejects with a `ProxyError`. */
export async function openTunnel(
	proxy: HttpProxy,
	target: URL,
	connect: Connector,
	timeout: Duration,
): Promise<Socket> {
	const client = new Client(proxy.address, {
		// Without a name of its own, undici would expect of the proxy a certificate for the host in the headers.
		connect: (options, callback) => connect({...options, servername: ''}, callback),
		headersTimeout: timeout,
	});
	const path = `${target.hostname}:${target.port === '' ? '443' : target.port}`;
	const authorization = proxy.revealAuthorization();
	const headers = {host: path, 'user-agent': userAgent, 'proxy-connection': 'keep-alive'};

	try {
		const {statusCode, socket} = await client.connect({
			path,
			headers: {...headers, ...(authorization !== null && {'proxy-authorization': authorization})},
		});
		// Without a listener, an error before the TLS handshake would end the program.
		socket.on('error', () => {});

		if (statusCode >= 200 && statusCode < 300) {
			return socket as Socket;
		}

		socket.destroy();
		throw new ProxyError(`PROXY_${statusCode}`, proxy);
	} catch (error) {
		throw proxyError(error, proxy);
	} finally {
		// The socket of a tunnel no longer belongs to the client.
		void client.destroy();
	}
}

function proxyError(error: unknown, proxy: HttpProxy): ProxyError {
	// Some errors of undici's parser have no code.
	return error instanceof ProxyError
		? error
		: new ProxyError(errorCode(error) ?? 'HPE_INVALID', proxy);
}
