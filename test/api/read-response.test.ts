import assert from 'node:assert/strict';
import {getEventListeners, once} from 'node:events';
import type {ServerResponse} from 'node:http';
import test, {type TestContext} from 'node:test';
import {openDispatcher} from '../../source/api/dispatcher.ts';
import {ApiError} from '../../source/api/errors.ts';
import {GuardError} from '../../source/api/guards.ts';
import {defaultLimits} from '../../source/api/limits.ts';
import {
	readResponse,
	type ReadResponseOptions,
	type ReceivedResponse,
} from '../../source/api/read-response.ts';
import {never} from './client-of.ts';
import {serve} from './loopback.ts';

test('D9: a complete response leaves no listener', async t => {
	const {send, controller} = await connectTo(t, response => {
		response.writeHead(200, {'x-one': '1'});
		response.write('two ');
		response.end('pieces');
	});
	const {status, headers, body, error} = await send('/');
	assert.deepEqual([status, headers['x-one'], body?.text(), error], [200, '1', 'two pieces', null]);
	assert.deepEqual(getEventListeners(controller.signal, 'abort'), []);
});

test('an incomplete or too large response has its headers and an error', async t => {
	const {send} = await connectTo(t, response => {
		response.writeHead(502, {'content-length': 100});
		response.write('half');
		response.socket?.end();
	});
	const broken = await send('/');
	assert.deepEqual([broken.status, broken.body], [502, null]);
	assert.ok(broken.error !== null);

	const long = await connectTo(t, response => {
		response.end('x'.repeat(101));
	});
	const {status, error} = await long.send('/');
	assert.equal(status, 200);
	assert.ok(error instanceof ApiError && error.kind === 'too-large');
});

test('a request that is aborted while it waits for a connection is never sent', async t => {
	const open: ServerResponse[] = [];
	const {send, controller, received, paths} = await connectTo(t, response => {
		open.push(response);
	});
	const first = send('/first', never);
	await received();
	const reason = new Error('aborted by the test');
	const queued = send('/queued');
	controller.abort(reason);
	await assert.rejects(queued, error => error === reason);
	await assert.rejects(send('/late'), error => error === reason);
	open[0]?.end('first');
	assert.equal((await first).body?.text(), 'first');
	const third = send('/third', never);
	await received();
	open[1]?.end('third');
	assert.equal((await third).body?.text(), 'third');
	assert.deepEqual(paths, ['/first', '/third']);
});

test('G1: a forbidden request fails with a GuardError', async t => {
	const {options} = await connectTo(t, response => {
		response.end();
	});
	await assert.rejects(readResponse({method: 'POST', path: '/'}, options), GuardError);
});

/** Connects to a service, with a limit of 100 bytes. */
async function connectTo(t: TestContext, respond: (response: ServerResponse) => void) {
	const paths: Array<string | undefined> = [];
	const events = new EventTarget();
	const service = await serve(t, (request, response) => {
		paths.push(request.url);
		respond(response);
		events.dispatchEvent(new Event('received'));
	});
	const dispatcher = openDispatcher(service.url.origin, 'key', 1, defaultLimits);
	t.after(async () => dispatcher.destroy());
	const controller = new AbortController();
	const options: ReadResponseOptions = {dispatcher, bytes: 100, signal: controller.signal};
	return {
		paths,
		controller,
		options,
		received: async () => once(events, 'received'),
		send: async (path: string, signal = controller.signal): Promise<ReceivedResponse> =>
			readResponse({method: 'GET', path}, {...options, signal}),
	};
}
