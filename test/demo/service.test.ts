import assert from 'node:assert/strict';
import test from 'node:test';
import {startDemoService} from '../../source/demo/service.ts';
import {FakeClock} from '../helpers/fake-clock.ts';
import {execution, requestApi, startWithClock} from './request-api.ts';

test('refuses an unknown run', async t => {
	const {service} = await startWithClock(t);
	const unknown = await requestApi(service, '/workflow/run/execution', {
		run_order_id: 'wfrun_none',
	});
	assert.equal(unknown.status, 404);
	assert.deepEqual(unknown.body, {code: 404, msg: '运行订单不存在', data: null});
});

test('serves the account by its clock until it is closed', async () => {
	const service = await startDemoService(new FakeClock(Date.UTC(2030, 0, 1)));
	const {headers} = await requestApi(service, '/workflow/run/list');
	assert.equal(headers.get('date'), 'Tue, 01 Jan 2030 00:00:00 GMT');
	assert.equal(service.runOrderIds.length, 17);
	assert.equal((await execution(service)).status, 'running');
	const post = await fetch(new URL('/media/portrait.png', service.origin), {method: 'POST'});
	assert.equal(post.status, 400);
	await service.close();
	await assert.rejects(execution(service));
});
