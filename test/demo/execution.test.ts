import assert from 'node:assert/strict';
import test from 'node:test';
import {documentedRun} from '../helpers/documented-run.ts';
import {pictureRun} from '../helpers/picture-run.ts';
import {notFound, succeeded} from '../helpers/service-pages.ts';
import {execution, requestApi, startWithClock} from './request-api.ts';

test('the documented run ends with the documented response, and keeps it', async t => {
	const {service, clock} = await startWithClock(t, documentedRun());
	clock.advance(10_000);
	const {status, body} = await requestApi(service, '/workflow/run/execution', {
		run_order_id: 'wfrun_314ff7d8b7a5beff1388',
	});
	assert.equal(status, 200);
	assert.deepEqual(body, succeeded);
	clock.advance(30 * 86_400_000);
	assert.deepEqual(await execution(service), succeeded.data);
});

test('the engine reports an unknown run as documented, until it knows the run', async t => {
	const run = {...pictureRun('new'), taskId: 'task_1_2', unknownFor: 6000};
	const {service, clock} = await startWithClock(t, {runs: [run]});
	clock.advance(5999);
	const early = await requestApi(service, '/workflow/run/execution', {run_order_id: run.id});
	const detail = 'execution task task_1_2 does not exist';
	const error = {...(notFound.data['error'] as object), detail};
	assert.deepEqual(early.body, {...notFound, data: {error}});
	clock.advance(1);
	assert.equal((await execution(service)).status, 'running');
});
