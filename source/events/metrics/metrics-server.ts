import {once} from 'node:events';
import {createServer, type IncomingMessage} from 'node:http';
import {isIP, type AddressInfo} from 'node:net';

/** Where to listen. `host`: a name or an address; an IPv6 address without brackets. Port 0 chooses a free port. */
type ListenAddress = {readonly host: string; readonly port: number};

/** Prometheus scrapes with one connection. */
const maxConnections = 32;
const requestTimeoutMs = 10_000;

/** Serves what `write` returns, in the text format of Prometheus. Rejects with a system error if it cannot listen. */
export async function serveMetrics({host, port}: ListenAddress, write: () => string) {
	const server = createServer(
		{requestTimeout: requestTimeoutMs, headersTimeout: requestTimeoutMs},
		(request, response) => {
			if (!isNamedByAddress(request)) {
				response.writeHead(421).end('Use the address, not another name of it.\n');
			} else if (request.url?.split('?')[0] === '/metrics') {
				response.writeHead(200, {'content-type': 'text/plain; version=0.0.4; charset=utf-8'});
				response.end(write());
			} else {
				response.writeHead(404).end('Not found. The metrics are at /metrics.\n');
			}
		},
	);
	server.maxConnections = maxConnections;
	server.listen(port, host);
	await once(server, 'listening');
	// The server does not keep the process running.
	server.unref();
	const {address, port: bound, family} = server.address() as AddressInfo;
	return {
		/** The address of the metrics, like `http://127.0.0.1:9464/metrics`. */
		address: `http://${family === 'IPv6' ? `[${address}]` : address}:${bound}/metrics`,
		close(): void {
			server.close();
			server.closeAllConnections();
		},
	};
}

/**
 * On a loopback address, a request must name an IP address or `localhost`. Otherwise a web page could read the metrics in
 * the user's browser, by a name of its own that it lets point to this machine (DNS rebinding).
 */
function isNamedByAddress({headers, socket}: IncomingMessage): boolean {
	const {hostname = ''} = URL.parse(`http://${headers.host ?? ''}`) ?? {};
	const isLoopback = /^(::ffff:)?127\.|^::1$/.test(socket.localAddress ?? '');
	return !isLoopback || hostname === 'localhost' || isIP(hostname.replace(/^\[|\]$/g, '')) !== 0;
}
