import assert from 'node:assert/strict';
import {request} from 'node:http';
import test from 'node:test';
import {pictureRun, scenarioNames, startDemoService} from '../../source/demo/index.ts';
import {FakeClock, settle} from '../helpers/fake-clock.ts';
import {startService} from '../helpers/service.ts';
import {ask, execution} from './ask.ts';

const list = '/api/open/v2/workflow/run/list';

test('every scenario starts, is on the loopback, and lists its runs', async t => {
	for (const scenario of scenarioNames) {
		const service = await startService(t, {scenario, clock: new FakeClock()});
		assert.equal(service.origin.hostname, '127.0.0.1');
		assert.equal(service.runOrderIds.length === 0, scenario === 'empty');
	}
});

test('a scenario of no name is refused', async () => {
	await assert.rejects(startDemoService({scenario: 'none', clock: new FakeClock()}), RangeError);
});

test('without a key nothing is told', async t => {
	const service = await startService(t, {clock: new FakeClock()});

	for (const authorization of [undefined, '', 'Bearer', 'Bearer ', 'Basic eDp5']) {
		const response = await fetch(new URL(list, service.origin), {
			headers: authorization === undefined ? {} : {authorization},
		});
		assert.equal(response.status, 401);
		assert.deepEqual(await response.json(), {
			code: 401,
			msg: 'API Key 无效、已过期或已停用',
			data: null,
		});
	}
});

test('where one key is good, no other is', async t => {
	const service = await startService(t, {clock: new FakeClock(), apiKey: 'sk-good'});
	const statusWith = async (key: string) => {
		const headers = {authorization: `Bearer ${key}`};
		return (await fetch(new URL(list, service.origin), {headers})).status;
	};
	assert.equal(await statusWith('sk-good'), 200);
	assert.equal(await statusWith('sk-bad'), 401);
});

test('G1: anything but GET and HEAD is refused', async t => {
	const service = await startService(t, {clock: new FakeClock()});

	for (const method of ['POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']) {
		const response = await fetch(new URL(list, service.origin), {
			method,
			headers: {authorization: 'Bearer x'},
		});
		assert.equal(response.status, 405);
		assert.equal(response.headers.get('allow'), 'GET, HEAD');
		assert.equal(((await response.json()) as {readonly code: number}).code, 405);
	}
});

test('HEAD answers the same head and no body', async t => {
	const service = await startService(t, {clock: new FakeClock()});
	const headers = {authorization: 'Bearer x'};
	const get = await fetch(new URL(list, service.origin), {headers});
	const head = await fetch(new URL(list, service.origin), {headers, method: 'HEAD'});
	assert.equal(head.status, 200);
	assert.equal(head.headers.get('content-type'), 'application/json; charset=utf-8');
	assert.equal(head.headers.get('content-length'), String((await get.arrayBuffer()).byteLength));
	assert.equal(await head.text(), '');
});

test('what is not there or not asked rightly is said so', async t => {
	const service = await startService(t, {clock: new FakeClock()});
	assert.deepEqual((await ask(service, '/workflow/run/cancel')).body, {
		code: 404,
		msg: '接口不存在',
		data: null,
	});
	const unknown = await ask(service, '/workflow/run/execution', {run_order_id: 'wfrun_none'});
	assert.equal(unknown.status, 404);
	assert.deepEqual(unknown.body, {code: 404, msg: '运行订单不存在', data: null});
	assert.equal((await ask(service, '/workflow/run/execution')).status, 400);
	assert.equal((await ask(service, '/workflow/run/info', {run_order_id: ''})).status, 400);
});

test('the Date header is the time of the clock, or of the scenario where it has its own', async t => {
	const clock = new FakeClock(Date.UTC(2030, 0, 1));
	const service = await startService(t, {clock});
	const documented = await startService(t, {scenario: 'one-success', clock});
	clock.advance(61_000);
	const dateOf = async (from: typeof service) =>
		(await ask(from, '/workflow/run/list')).headers.get('date');
	assert.equal(await dateOf(service), 'Tue, 01 Jan 2030 00:01:01 GMT');
	assert.equal(await dateOf(documented), 'Fri, 08 May 2026 10:01:01 GMT');
});

test('two services at the same moment answer the same', async t => {
	const responses = [];

	for (const _ of [1, 2]) {
		const clock = new FakeClock();
		const service = await startService(t, {clock});
		clock.advance(11_000);
		const all = await Promise.all(
			// The one that answers slowly waits for the clock.
			service.runOrderIds.filter((_id, index) => index !== 5).map(id => execution(service, id)),
		);
		responses.push(JSON.stringify(all).replaceAll(service.origin.origin, ''));
	}

	assert.equal(responses[0], responses[1]);
});

test('requests are counted and recorded with path and headers', async t => {
	const service = await startService(t, {clock: new FakeClock()});
	await execution(service);
	await ask(service, '/workflow/run/list', {page: '1'});
	await fetch(new URL('/media/portrait.png', service.origin)).then(response =>
		response.arrayBuffer(),
	);
	const {total, execution: executions, list: lists, info, market, media} = service.requests;
	assert.deepEqual([total, executions, lists, info, market, media], [3, 1, 1, 0, 0, 1]);
	assert.deepEqual(
		service.recorded.map(({method, path, headers}) => [method, path, headers.authorization]),
		[
			[
				'GET',
				`/api/open/v2/workflow/run/execution?run_order_id=${service.runOrderIds[0]}`,
				'Bearer cy_test',
			],
			['GET', `${list}?page=1`, 'Bearer cy_test'],
			['GET', '/media/portrait.png', undefined],
		],
	);
});

test('a request target that is no path, and a host that is none, are bad requests', async t => {
	const service = await startService(t, {clock: new FakeClock()});
	const statusOf = (path: string, host: string) =>
		new Promise<number | undefined>((resolve, reject) => {
			request({port: service.origin.port, host: '127.0.0.1', path, headers: {host}}, response => {
				response.resume();
				resolve(response.statusCode);
			})
				.once('error', reject)
				.end();
		});
	assert.equal(await statusOf('http://evil.example/', '127.0.0.1:1'), 400);
	assert.equal(await statusOf('/', 'a b'), 400);
	assert.equal(await statusOf('//evil.example/media/portrait.png', '127.0.0.1'), 401);
});

test('closing frees the port, breaks off what is under way, and can be done twice', async () => {
	const clock = new FakeClock();
	const run = {...pictureRun('late'), faults: [{fault: {kind: 'delay', ms: 5000} as const}]};
	const service = await startDemoService({scenario: {runs: [run]}, clock});
	const response = execution(service);

	while (clock.pending === 0) {
		await settle();
	}

	await Promise.all([assert.rejects(response), service.close(), service.close()]);
	await service.close();
	assert.equal(clock.pending, 0);
	await assert.rejects(execution(service));
});
