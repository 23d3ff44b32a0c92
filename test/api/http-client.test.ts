import assert from 'node:assert/strict';
import {getEventListeners} from 'node:events';
import type {ServerResponse} from 'node:http';
import test from 'node:test';
import {FakeClock} from '../helpers/fake-clock.ts';
import {clientOf, never, running} from './client-of.ts';
import {serve, serveJson} from './loopback.ts';

test('a workflow has its title and output kinds', async t => {
	const service = await serveJson(t, {
		code: 0,
		data: {
			title: '文生图111',
			candidate_output_manifest: [
				{key: 'n9_images', type: 'image'},
				{key: 'n3', type: ' VIDEOS '},
				{key: 'n2', type: '__proto__'},
				{key: 'n4', type: 'latent'},
				{key: 5, type: 'image'},
				null,
			],
			editable_parameter_manifest: [
				{key: 'n3_seed', display_name: ' 随机种子 ', type: 'int'},
				{key: 'n6_text', display_name: null},
				{key: 'n5_size'},
				{display_name: '无键'},
			],
		},
	});
	const info = await clientOf(t, service.url).workflow('wf_1', never);
	assert.equal(info.title?.exact, '文生图111');
	assert.deepEqual(
		[...info.outputKinds],
		[
			['n9_images', 'image'],
			['n3', 'video'],
		],
	);
	assert.deepEqual(
		[...info.inputNames].map(([key, {exact}]) => [key, exact]),
		[['n3_seed', '随机种子']],
	);

	const odd = await serveJson(t, {code: 0, data: {title: [], candidate_output_manifest: 'none'}});
	assert.equal((await clientOf(t, odd.url).workflow('wf_1', never)).outputKinds.size, 0);
});

test('an unchanged body gives the same response, and a log that grows or slides keeps the known entries', async t => {
	const entry = (message: string) => ({at: '2026-05-08T10:00:00Z', message});
	const answers = [
		{status: 'running', logs: [entry('a'), entry('b')]},
		{status: 'running', logs: [entry('a'), entry('b')]},
		{status: 'running', logs: [entry('a'), entry('b'), entry('c')]},
		{status: 'running', logs: [entry('b'), entry('c'), entry('d')]},
		{status: 'succeeded', logs: []},
		{status: 'succeeded', logs: []},
	];
	const service = await serve(t, (_request, response) =>
		response.end(JSON.stringify({code: 0, data: answers.shift()})),
	);
	const recorded: object[] = [];
	const client = clientOf(t, service.url, {onResponse: response => recorded.push(response)});
	const poll = async () => client.execution('a', never);
	const first = await poll();
	assert.equal(await poll(), first);
	const grown = await poll();
	assert.ok(first.logs.every((known, index) => known === grown.logs[index]));
	assert.equal(grown.logs[2]?.message.exact, 'c');
	const slid = await poll();
	assert.ok(grown.logs.slice(1).every((known, index) => known === slid.logs[index]));
	const ended = await poll();
	const again = await poll();
	assert.notEqual(again, ended);
	assert.deepEqual(recorded, [first, grown, slid, ended, again]);
});

test('connections are reused, and never more than allowed', async t => {
	const waiting: ServerResponse[] = [];
	let most = 0;
	const service = await serve(t, (_request, response) => {
		most = Math.max(most, waiting.push(response));

		// Responds only when all allowed requests have arrived.
		if (waiting.length === 3) {
			for (const one of waiting.splice(0)) {
				one.end(JSON.stringify(running));
			}
		}
	});
	const client = clientOf(t, service.url, {concurrency: 3});
	await Promise.all(Array.from({length: 30}, async (_, id) => client.execution(String(id), never)));
	assert.equal(service.connections(), 3);
	assert.equal(most, 3);
});

test('an aborted request rejects with the caller’s reason at any time', async t => {
	const controller = new AbortController();
	const reason = new Error('aborted by the test');
	const service = await serve(t, (_request, response) => {
		response.write(' ');
		controller.abort(reason);
	});
	const client = clientOf(t, service.url);
	await assert.rejects(client.execution('a', controller.signal), error => error === reason);
	await assert.rejects(client.execution('a', controller.signal), error => error === reason);
});

test('a request that is aborted while it waits for a connection is never sent', async t => {
	const arrived = Promise.withResolvers<ServerResponse>();
	const paths: Array<string | undefined> = [];
	const service = await serve(t, (request, response) => {
		if (paths.push(request.url) === 1) {
			arrived.resolve(response);
		} else {
			response.end(JSON.stringify(running));
		}
	});
	const client = clientOf(t, service.url, {concurrency: 1});
	const first = client.execution('first', never);
	const response = await arrived.promise;
	const controller = new AbortController();
	const reason = new Error('aborted by the test');
	const queued = client.execution('queued', controller.signal);
	controller.abort(reason);
	await assert.rejects(queued, error => error === reason);
	response.end(JSON.stringify(running));
	await first;
	await client.execution('third', never);
	assert.deepEqual(
		paths.map(path => path?.replace(/.*=/, '')),
		['first', 'third'],
	);
});

test('a request leaves no timer, and no listener on the signal of its caller', async t => {
	const clock = new FakeClock();
	const service = await serveJson(t, running);
	const {signal} = new AbortController();
	await clientOf(t, service.url, {clock}).execution('a', signal);
	assert.deepEqual([clock.pending, getEventListeners(signal, 'abort')], [0, []]);
});

test('after a reconnection, and only then, a request uses a new connection', async t => {
	const service = await serveJson(t, running);
	const client = clientOf(t, service.url, {concurrency: 1});
	await client.execution('a', never);
	await client.execution('a', never);
	assert.equal(service.connections(), 1);
	client.reconnect();
	await client.execution('a', never);
	await client.execution('a', never);
	assert.equal(service.connections(), 2);
});
