import {once} from 'node:events';
import {createServer, type RequestListener} from 'node:http';
import {
	createServer as createSocketServer,
	type AddressInfo,
	type Server,
	type Socket,
} from 'node:net';
import type {Scope} from '../helpers/program.ts';

/** A service on a loopback port. It is closed at the end of the scope (usually a test) in which it was started. */
export type Loopback = {
	readonly url: URL;
	connections(): number;
};

export async function serve(t: Scope, listener: RequestListener): Promise<Loopback> {
	return listen(t, createServer({keepAliveTimeout: 60_000}, listener));
}

/** Starts a service that responds to each request with HTTP 200 and `value` as JSON. */
export async function serveJson(t: Scope, value: unknown): Promise<Loopback> {
	return serve(t, (_request, response) => response.end(JSON.stringify(value)));
}

/**
 * Starts a TCP service. Calls `onRequest` for each chunk of data that a client sends. `connection` is the number of
 * the connection, and `request` the number of the chunk on this connection, both counted from 0. `requests` returns
 * the number of all chunks.
 */
export async function serveBytes(
	t: Scope,
	onRequest: (socket: Socket, connection: number, request: number) => void,
) {
	let connections = 0;
	let requests = 0;
	const server = createSocketServer(socket => {
		const connection = connections++;
		let request = 0;
		socket.on('error', () => {
			// Lost connections are part of these tests.
		});
		socket.on('data', () => {
			requests++;
			onRequest(socket, connection, request++);
		});
	});
	return {...(await listen(t, server)), requests: () => requests};
}

/** Returns a complete HTTP response that keeps the connection alive. */
export function httpResponse(body: string): string {
	return `HTTP/1.1 200 OK\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
}

/** Returns a port on which nothing listens. */
export async function freePort(): Promise<number> {
	const server = createSocketServer().listen(0, '127.0.0.1');
	await once(server, 'listening');
	const {port} = server.address() as AddressInfo;
	await once(server.close(), 'close');
	return port;
}

/** Starts a server on a free port. */
export async function listen(t: Scope, server: Server): Promise<Loopback> {
	const sockets = new Set<Socket>();
	let connections = 0;
	server.on('connection', (socket: Socket) => {
		connections++;
		sockets.add(socket);
		socket.on('close', () => sockets.delete(socket));
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	t.after(() => {
		server.close();

		for (const socket of sockets) {
			socket.destroy();
		}
	});
	const {port} = server.address() as AddressInfo;
	return {url: new URL(`http://127.0.0.1:${port}`), connections: () => connections};
}
