import assert from 'node:assert/strict';
import {request} from 'node:http';
import test from 'node:test';
import {startDemoService} from '../../source/demo/index.ts';
import {FakeClock, settle} from '../helpers/fake-clock.ts';
import {pictureRun} from '../helpers/picture-run.ts';
import {startService} from '../helpers/service.ts';
import {execution, requestApi, startWithClock} from './request-api.ts';

const list = '/api/open/v2/workflow/run/list';

test('refuses requests without a key or with another one', async t => {
	const service = await startService(t, {clock: new FakeClock(), apiKey: 'sk-good'});

	for (const [authorization, expected] of [
		[undefined, 401],
		['Bearer ', 401],
		['Basic eDp5', 401],
		['Bearer sk-bad', 401],
		['Bearer sk-good', 200],
	] as const) {
		const headers = authorization === undefined ? {} : {authorization};
		const {status} = await fetch(new URL(list, service.origin), {headers});
		assert.equal(status, expected, authorization);
	}
});

test('G1: refuses all methods but GET', async t => {
	const {service} = await startWithClock(t);

	for (const method of ['POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']) {
		const response = await fetch(new URL(list, service.origin), {
			method,
			headers: {authorization: 'Bearer x'},
		});
		assert.equal(response.status, 405);
		assert.equal(response.headers.get('allow'), 'GET');
		assert.equal(((await response.json()) as {readonly code: number}).code, 405);
	}
});

test('refuses unknown paths, unknown runs and missing parameters', async t => {
	const {service} = await startWithClock(t);
	assert.deepEqual((await requestApi(service, '/workflow/run/cancel')).body, {
		code: 404,
		msg: '接口不存在',
		data: null,
	});
	const unknown = await requestApi(service, '/workflow/run/execution', {
		run_order_id: 'wfrun_none',
	});
	assert.equal(unknown.status, 404);
	assert.deepEqual(unknown.body, {code: 404, msg: '运行订单不存在', data: null});
	assert.equal((await requestApi(service, '/workflow/run/execution')).status, 400);
	assert.equal((await requestApi(service, '/workflow/run/info', {run_order_id: ''})).status, 400);
});

test('the Date header is the time of the clock, or of the scenario if it has an epoch', async t => {
	const clock = new FakeClock(Date.UTC(2030, 0, 1));
	const service = await startService(t, {clock});
	const documented = await startService(t, {scenario: 'one-success', clock});
	clock.advance(61_000);
	const dateOf = async (from: typeof service) =>
		(await requestApi(from, '/workflow/run/list')).headers.get('date');
	assert.equal(await dateOf(service), 'Tue, 01 Jan 2030 00:01:01 GMT');
	assert.equal(await dateOf(documented), 'Fri, 08 May 2026 10:01:01 GMT');
});

test('refuses requests by the limit, with and without Retry-After', async t => {
	const refusals = [null, {retryAfterSec: 7}, {retryAfterSec: null}];
	const limit = () => () => refusals.shift() ?? null;
	const {service} = await startWithClock(t, {runs: [], limit});
	const outcomes = [];

	for (const _ of [1, 2, 3]) {
		const {status, headers} = await requestApi(service, '/workflow/run/list');
		outcomes.push([status, headers.get('retry-after')]);
	}

	assert.deepEqual(outcomes, [
		[200, null],
		[429, '7'],
		[429, null],
	]);
});

test('requests take the latency of the scenario', async t => {
	const {service, clock} = await startWithClock(t, {runs: [pictureRun('far')], latency: 70});
	const response = requestApi(service, '/workflow/run/list');

	while (clock.pending === 0) {
		await settle();
	}

	assert.equal(clock.untilNext, 70);
	clock.advance(70);
	assert.equal((await response).status, 200);
});

test('refuses an invalid request target or host', async t => {
	const {service} = await startWithClock(t);
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

test('closing frees the port and ends open requests, and can be repeated', async () => {
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
