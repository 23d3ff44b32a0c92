import {once} from 'node:events';
import {createServer, type ServerResponse} from 'node:http';
import type {AddressInfo} from 'node:net';
import type {Scope} from '../helpers/program.ts';

/** Answers a poll of a run. */
export type Answer = (id: string, response: ServerResponse) => void;

/** Starts a service on a loopback port. Requests other than polls of a run get a run list that is empty. */
export async function startFuzzService(scope: Scope, answer: Answer): Promise<string> {
	const server = createServer((request, response) => {
		const {pathname, searchParams} = new URL(request.url ?? '', 'http://localhost');

		if (pathname.endsWith('/workflow/run/execution')) {
			answer(searchParams.get('run_order_id') ?? '', response);
		} else {
			response.end('{"code":0,"msg":"","data":{"items":[],"total":0}}');
		}
	});
	server.on('clientError', (_error, socket) => socket.destroy());
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	scope.after(() => {
		server.close();
		server.closeAllConnections();
	});
	return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
