import {once} from 'node:events';
import {createServer} from 'node:http';
import type {AddressInfo} from 'node:net';
import type {Scope} from '../helpers/program.ts';

const titled = Buffer.from('{"code":0,"data":{"title":"文生图"}}');

/** A service with one answer after another for each run, and for each other resource; the last one again and again. */
export async function startBigService(
	scope: Scope,
	answersFor: (id: string) => readonly Buffer[],
	othersFor: (resource: string) => readonly Buffer[] = () => [titled],
): Promise<string> {
	const told = new Map<string, number>();
	const server = createServer((request, response) => {
		const {pathname, searchParams} = new URL(request.url ?? '', 'http://service/');
		const id = searchParams.get('run_order_id') ?? '';
		const resource = pathname.split('/').slice(-2).join('/');
		const nth = told.get(`${resource} ${id}`) ?? 0;
		const responses = resource === 'run/execution' ? answersFor(id) : othersFor(resource);
		told.set(`${resource} ${id}`, nth + 1);
		response.end(responses[Math.min(nth, responses.length - 1)]);
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	scope.after(async () => {
		server.closeAllConnections();
		server.close();
		await once(server, 'close');
	});
	const {port} = server.address() as AddressInfo;
	return `http://127.0.0.1:${port}`;
}

/** A whole answer with so many log entries. */
export function bigAnswer(
	status: string,
	count: number,
	message = (index: number) => `entry ${index} 国风人像`,
): Buffer {
	const logs = Array.from({length: count}, (_, index) => ({
		at: new Date(Date.UTC(2026, 4, 8, 2, 0, Math.floor(index / 100))).toISOString(),
		event_type: 'progress',
		level: 'info',
		message: message(index),
		node_id: String(index % 7),
	}));
	return Buffer.from(JSON.stringify({code: 0, msg: '', data: {status, logs}}));
}
