import {once} from 'node:events';
import {createServer} from 'node:http';
import type {AddressInfo} from 'node:net';
import {createHttpClient} from '../../source/api/http-client.ts';
import type {OnResponse} from '../../source/api/last-responses.ts';
import {defaultLimits} from '../../source/api/limits.ts';
import {systemClock} from '../../source/core/time/system-clock.ts';
import {id, type Came} from './take-reply.ts';
import type {Sent} from './transports.ts';

const signal = new AbortController().signal;

/** A loopback service that says what it is told to say, and the real client that asks it. */
export type EchoService = {
	/** Asks for a run and lets the service answer with this. */
	ask(response: Sent): Promise<Came>;
	close(): Promise<void>;
};

/** Starts both. The client has the limits of the program, but for less patience. */
export async function startEchoService(
	apiKey: string,
	onResponse?: OnResponse,
): Promise<EchoService> {
	let next: Sent | null = null;
	const server = createServer({keepAliveTimeout: 60_000}, (_request, response) => {
		const {status, headers, body} = next ?? {status: 500, headers: {}, body: Buffer.of()};
		response.writeHead(status, headers).end(body);
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	const {port} = server.address() as AddressInfo;
	const client = createHttpClient({
		baseUrl: new URL(`http://127.0.0.1:${port}`),
		apiKey,
		concurrency: 1,
		clock: systemClock,
		...(onResponse && {onResponse}),
		limits: {...defaultLimits, headers: 5000, idle: 5000, total: 10_000},
	});
	return {
		async ask(response) {
			next = response;

			try {
				return await client.execution(id, signal);
			} catch (error) {
				return error instanceof Error ? error : new Error(String(error));
			}
		},
		async close() {
			await client.close();
			server.closeAllConnections();
			server.close();
			await once(server, 'close');
		},
	};
}
