import {serve} from '../api/loopback.ts';
import type {Scope} from '../helpers/program.ts';

const titled = Buffer.from('{"code":0,"data":{"title":"文生图"}}');

/**
 * Starts a service and returns its base URL. Each run, and each other resource, has its own list of responses: one
 * for each request in turn, and from then on always the last one.
 */
export async function startBigService(
	scope: Scope,
	responsesFor: (id: string) => readonly Buffer[],
	othersFor: (resource: string) => readonly Buffer[] = () => [titled],
): Promise<string> {
	const counts = new Map<string, number>();
	const {url} = await serve(scope, (request, response) => {
		const {pathname, searchParams} = new URL(request.url ?? '', 'http://service/');
		const id = searchParams.get('run_order_id') ?? '';
		const resource = pathname.split('/').slice(-2).join('/');
		const nth = counts.get(`${resource} ${id}`) ?? 0;
		const responses = resource === 'run/execution' ? responsesFor(id) : othersFor(resource);
		counts.set(`${resource} ${id}`, nth + 1);
		response.end(responses[Math.min(nth, responses.length - 1)]);
	});
	return url.href;
}

/** A response with a number of log entries. */
export function bigResponse(
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
