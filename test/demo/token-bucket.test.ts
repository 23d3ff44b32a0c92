import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import {startDemoService, type DemoRequest} from '../../source/demo/index.ts';
import {createTokenBucket, type ServiceLimit} from '../../source/demo/token-bucket.ts';
import {FakeClock, settle} from '../helpers/fake-clock.ts';
import {pictureRun} from '../helpers/picture-run.ts';
import {requestApi, startWithClock} from './request-api.ts';

/** Returns how many of 100 requests at each of these moments are accepted. */
function acceptedAt(limit: ServiceLimit, moments: readonly number[]): readonly number[] {
	const refuse = createTokenBucket(limit);
	return moments.map(
		moment => Array.from({length: 100}, () => refuse(moment)).filter(one => one === null).length,
	);
}

test('accepts a burst, and then as many requests as the rate allows', () => {
	assert.deepEqual(acceptedAt({perSecond: 20}, [0, 500, 550, 590, 60_000]), [20, 10, 1, 0, 20]);
	assert.deepEqual(acceptedAt({perSecond: 20, burst: 5}, [0, 100, 60_000]), [5, 2, 5]);
	assert.deepEqual(acceptedAt({perSecond: 0.5}, [0, 1000, 2000]), [1, 0, 1]);
});

test('a limit with portions is a fixed window', () => {
	const limit = {perSecond: 2, portionMs: 30_000};
	assert.deepEqual(acceptedAt(limit, [10_000, 29_999, 30_000, 45_000, 90_000]), [60, 0, 60, 0, 60]);
});

test('the rate changes at its times', () => {
	const changes = [
		{from: 10_000, perSecond: 2},
		{from: 20_000, perSecond: 30},
	];
	const accepted = acceptedAt({perSecond: 10, changes}, [9999, 10_000, 11_000, 21_000]);
	assert.deepEqual(accepted, [10, 0, 2, 30]);
});

test('a request after the time in Retry-After is accepted, and it is at most a second too long', () => {
	const limits = fc.record({
		perSecond: fc.double({min: 0.1, max: 50, noNaN: true}),
		portionMs: fc.constantFrom(0, 5000, 60_000),
	});
	fc.assert(
		fc.property(limits, fc.nat(100_000), (limit, start) => {
			const refuse = createTokenBucket(limit);
			let refusal = refuse(start);

			while (refusal === null) {
				refusal = refuse(start);
			}

			const waitMs = (refusal.retryAfterSec ?? 0) * 1000;
			assert.ok(waitMs > 0);
			assert.notEqual(refuse(start + waitMs - 1000), null);
			// A product of rates and times can be too small by a rounding error.
			assert.equal(refuse(start + waitMs + 0.001), null);
		}),
	);
});

test('the service refuses requests above its limit, with and without Retry-After', async t => {
	const runs = [pictureRun('limited')];

	for (const [retryAfter, header] of [
		['seconds', '1'],
		['none', null],
	] as const) {
		const limit = {perSecond: 2, retryAfter};
		const {service, clock} = await startWithClock(t, {runs, limit});
		const statuses = [];

		for (let request = 0; request < 3; request++) {
			statuses.push((await requestApi(service, '/workflow/run/list')).status);
		}

		const refused = await requestApi(service, '/workflow/run/list');
		assert.deepEqual(statuses, [200, 200, 429]);
		assert.equal(refused.headers.get('retry-after'), header);
		assert.deepEqual(refused.body, {code: 429, msg: '请求过于频繁,请稍后再试', data: null});
		clock.advance(500);
		assert.equal((await requestApi(service, '/workflow/run/list')).status, 200);
	}
});

test('reports each request with the status of its response', async t => {
	const seen: DemoRequest[] = [];
	const answered: {readonly request: DemoRequest; readonly status: number}[] = [];
	const service = await startDemoService({
		scenario: {runs: [pictureRun('limited')], limit: {perSecond: 1}},
		clock: new FakeClock(),
		onRequest: request => seen.push(request),
		onResponse: (request, status) => answered.push({request, status}),
	});
	t.after(() => service.close());
	await requestApi(service, '/workflow/run/list');
	await requestApi(service, '/workflow/run/list');

	while (answered.length < 2) {
		await settle();
	}

	assert.deepEqual(
		answered.map(({request, status}) => [seen.indexOf(request), status]),
		[
			[0, 200],
			[1, 429],
		],
	);
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
