import assert from 'node:assert/strict';
import test from 'node:test';
import type {FaultRule} from '../../source/demo/index.ts';
import {settle} from '../helpers/fake-clock.ts';
import {pictureRun} from '../helpers/picture-run.ts';
import {refused} from '../helpers/scenarios.ts';
import type {TestService} from '../helpers/service.ts';
import {execution, requestApi, startWithClock} from './request-api.ts';

/** Returns the HTTP status of a request, or the code of its error. */
async function outcome(service: TestService, id = service.runOrderIds[0] ?? ''): Promise<string> {
	try {
		const {status} = await requestApi(service, '/workflow/run/execution', {run_order_id: id});
		return String(status);
	} catch (error) {
		if (error instanceof SyntaxError) {
			return 'no JSON';
		}

		const {cause} = error as {readonly cause?: {readonly code?: string}};
		return cause?.code ?? 'unknown';
	}
}

test('applies each kind of fault to its requests, and then responds', async t => {
	const {service} = await startWithClock(t, 'flaky');
	const [first, second] = service.runOrderIds;
	const firstOutcomes = [];
	const secondOutcomes = [];

	for (let request = 0; request < 6; request++) {
		firstOutcomes.push(await outcome(service, first));
		secondOutcomes.push(await outcome(service, second));
	}

	assert.deepEqual(firstOutcomes, ['no JSON', 'ECONNRESET', 'UND_ERR_SOCKET', '200', '200', '200']);
	assert.deepEqual(secondOutcomes, ['200', 'UND_ERR_SOCKET', '500', 'no JSON', 'no JSON', '200']);
});

test('sends the headers and the body of a fault, and counts the requests of all runs', async t => {
	const run = pictureRun('rate limited');
	const fault = refused(429, '请求过于频繁，请稍后再试', {'retry-after': '3'});
	const scenario = {runs: [run], faults: [{requests: [1, 2] as const, fault}]};
	const {service} = await startWithClock(t, scenario);
	const response = await requestApi(service, '/workflow/run/execution', {run_order_id: run.id});
	assert.equal(response.status, 429);
	assert.equal(response.headers.get('retry-after'), '3');
	assert.deepEqual(response.body, {code: 429, msg: '请求过于频繁，请稍后再试', data: null});
	assert.equal((await requestApi(service, '/workflow/run/list')).status, 429);
	assert.equal(await outcome(service), '200');
});

test('a late response is sent at the time of the clock, with the state of that time', async t => {
	const run = {...pictureRun('late'), faults: [{fault: {kind: 'delay', ms: 1500} as const}]};
	const {service, clock} = await startWithClock(t, {runs: [run]});
	const response = execution(service);

	while (clock.pending === 0) {
		await settle();
	}

	assert.equal(clock.untilNext, 1500);
	clock.advance(1500);
	assert.equal((await response).status, 'running');
});

test('a fault with a period applies only within it', async t => {
	const rule: FaultRule = {
		within: [1000, 2000],
		fault: {kind: 'response', status: 503, body: '{"code":503,"msg":"维护中"}'},
	};
	const run = {...pictureRun('maintenance'), faults: [rule]};
	const {service, clock} = await startWithClock(t, {runs: [run]});
	const outcomes = [];

	for (const pause of [999, 1, 999, 1]) {
		clock.advance(pause);
		outcomes.push(await outcome(service));
	}

	assert.deepEqual(outcomes, ['200', '503', '503', '200']);
});
