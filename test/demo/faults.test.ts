import assert from 'node:assert/strict';
import test from 'node:test';
import {pictureRun, type FaultRule} from '../../source/demo/index.ts';
import {FakeClock, settle} from '../helpers/fake-clock.ts';
import {startService, type TestService} from '../helpers/service.ts';
import {ask, execution} from './ask.ts';

/** What comes of a question: the HTTP status, or the code of the error that the connection ended in. */
async function outcome(service: TestService, id = service.runOrderIds[0] ?? ''): Promise<string> {
	try {
		const {status} = await ask(service, '/workflow/run/execution', {run_order_id: id});
		return String(status);
	} catch (error) {
		if (error instanceof SyntaxError) {
			return 'no JSON';
		}

		const {cause} = error as {readonly cause?: {readonly code?: string}};
		return cause?.code ?? 'unknown';
	}
}

test('the flaky runs go wrong as written and then answer', async t => {
	const service = await startService(t, {scenario: 'flaky', clock: new FakeClock()});
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

test('a body that is cut is promised whole', async t => {
	const run = {...pictureRun('cut'), faults: [{fault: {kind: 'cut'} as const}]};
	const service = await startService(t, {scenario: {runs: [run]}, clock: new FakeClock()});
	const url = new URL('/api/open/v2/workflow/run/execution', service.origin);
	url.searchParams.set('run_order_id', run.id);
	const response = await fetch(url, {headers: {authorization: 'Bearer x'}});
	assert.equal(response.status, 200);
	assert.ok(Number(response.headers.get('content-length')) > 100);
	await assert.rejects(response.text());
});

test('the rate limit says how long to wait, and ends', async t => {
	const service = await startService(t, {scenario: 'rate-limited', clock: new FakeClock()});
	const requested = {run_order_id: service.runOrderIds[0] ?? ''};
	const refused = await ask(service, '/workflow/run/execution', requested);
	assert.equal(refused.status, 429);
	assert.equal(refused.headers.get('retry-after'), '3');
	assert.deepEqual(refused.body, {code: 429, msg: '请求过于频繁,请稍后再试', data: null});
	assert.equal(await outcome(service), '429');
	assert.equal(await outcome(service), '200');
});

test('a denied key is denied whatever is asked', async t => {
	const clock = new FakeClock();
	const service = await startService(t, {scenario: 'denied', clock});
	assert.equal((await ask(service, '/workflow/run/list')).status, 401);
	clock.advance(3_600_000);
	assert.equal(await outcome(service), '401');
});

test('the engine never knows the unknown run', async t => {
	const clock = new FakeClock();
	const service = await startService(t, {scenario: 'unknown', clock});
	clock.advance(86_400_000);
	assert.equal('status' in (await execution(service)), false);
});

test('a late answer comes when the clock says so, and tells of that moment', async t => {
	const clock = new FakeClock();
	const run = {...pictureRun('late'), faults: [{fault: {kind: 'delay', ms: 1500} as const}]};
	const service = await startService(t, {scenario: {runs: [run]}, clock});
	const response = execution(service);

	while (clock.pending === 0) {
		await settle();
	}

	assert.equal(service.requests.inFlight, 1);
	assert.equal(clock.untilNext, 1500);
	clock.advance(1500);
	assert.equal((await response)['status'], 'running');
	const next = execution(service);

	while (clock.pending === 0) {
		await settle();
	}

	clock.advance(1500);
	await next;
	assert.equal(service.requests.maxInFlight, 1);
	assert.equal(service.requests.inFlight, 0);
});

test('faults of a time begin and end with it', async t => {
	const clock = new FakeClock();
	const rule: FaultRule = {
		within: [1000, 2000],
		fault: {kind: 'response', status: 503, body: '{"code":503,"msg":"维护中"}'},
	};
	const run = {...pictureRun('maintenance'), faults: [rule]};
	const service = await startService(t, {scenario: {runs: [run]}, clock});
	const outcomes = [];

	for (const pause of [999, 1, 999, 1]) {
		clock.advance(pause);
		outcomes.push(await outcome(service));
	}

	assert.deepEqual(outcomes, ['200', '503', '503', '200']);
});
