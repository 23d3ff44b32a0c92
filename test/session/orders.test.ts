import assert from 'node:assert/strict';
import test, {type TestContext} from 'node:test';
import {ApiError} from '../../source/api/errors.ts';
import type {OrderInfo} from '../../source/core/run-order.ts';
import {orderLoaded} from '../helpers/sample-state.ts';
import {money} from '../helpers/sample.ts';
import {name} from '../helpers/values.ts';
import {execution, type Script} from '../polling/scripted-client.ts';
import {failing, names} from '../polling/set-up.ts';
import {toTheEnd, watchHeadless, type HeadlessSetUp} from './watch-headless.ts';

const {info: open} = orderLoaded as {readonly info: OrderInfo};
const unsettled = {...open, runStatus: name('completed'), finalAmount: money('0')};
const settled = {...unsettled, settlementStatus: name('settled'), finalAmount: money('0.04')};

/** Each run is queued, then running, and then it has succeeded. */
const usual: Script['execution'] = (_, nth) => ({
	response: execution((['queued', 'running'] as const)[nth] ?? 'succeeded'),
	takes: 50,
});

async function end(
	t: TestContext,
	{execution: responseOf = usual, info, ...setUp}: Partial<HeadlessSetUp & Script>,
) {
	const watch = watchHeadless(t, {
		ids: ['a'],
		script: {execution: responseOf, ...(info && {info})},
		reportsOrders: true,
		...setUp,
	});
	const ended = await toTheEnd(watch);
	const lastPoll = watch.client.requestsOf('execution').at(-1)?.endedAt ?? 0;
	return {
		...ended,
		afterLastPoll: ended.took - lastPoll,
		polls: watch.client.requestsOf('execution').length,
		requests: watch.client.requestsOf('info').length,
		charged: watch
			.events()
			.filter(({event}) => event === 'order')
			.map(event => event['final_amount']),
	};
}

test('the order of a run is reported once, and again with what was charged', async t => {
	const info: Script['info'] = (_, nth) => ({response: nth === 0 ? open : settled, takes: 100});
	const {code, charged, requests, afterLastPoll} = await end(t, {info});
	assert.deepEqual([code, charged, requests, afterLastPoll], [0, [null, 0.04], 2, 100]);
});

test('while other runs go on, a run that is not settled is asked three times at most', async t => {
	const watch = {
		ids: ['a', 'b'],
		execution: (id: string, nth: number) => ({
			response: execution(nth > (id === 'a' ? 0 : 60) ? 'succeeded' : 'running'),
		}),
	};
	const asked: string[] = [];
	const answers =
		(settledAt: number): NonNullable<Script['info']> =>
		(id, nth) => {
			asked.push(id);
			return {response: nth === 0 ? open : nth >= settledAt ? settled : unsettled};
		};

	for (const [settledAt, charged, times] of [
		[9, [null, null], 4],
		[2, [null, null, 0.04], 3],
	] as const) {
		const info = answers(settledAt);
		const given = await end(t, {...watch, info});
		assert.deepEqual(given.charged, charged);
		assert.equal(asked.splice(0).filter(id => id === 'a').length, times);
	}
});

for (const [what, info, most] of [
	['hangs', {response: settled, takes: 3_600_000}, 2000],
	['fails', failing(new ApiError('http', {detail: 'HTTP 500', httpStatus: 500})), 2000],
	['is missing', failing(new ApiError('not-found', {detail: 'HTTP 404', httpStatus: 404})), 1000],
	['is forbidden', failing(new ApiError('auth', {detail: 'HTTP 401', httpStatus: 401})), 1000],
	[
		'waits long',
		failing(new ApiError('rate-limit', {detail: '', httpStatus: 429, retryAfter: 600_000})),
		2000,
	],
	['is refused', failing(new ApiError('rate-limit', {detail: '', httpStatus: 429})), 2000],
] as const) {
	for (const once of [true, false]) {
		test(`an order that ${what} holds up the end by ${most} ms at most${once ? ' with --once' : ''}`, async t => {
			const ended = await end(t, {ids: names(30), once, info: () => info});
			const {code, charged, afterLastPoll, polls} = ended;
			assert.deepEqual([code, charged], [0, []]);
			assert.ok(!once || polls === 30, `${polls} polls`);
			// The poller reports responses at most every 100 ms.
			assert.ok(afterLastPoll <= most + 100, String(afterLastPoll));
		});
	}
}

test('--once reports the order of each run, after all polls; without it none is requested', async t => {
	const info = () => ({response: open, takes: 10});
	const {charged, requests} = await end(t, {ids: names(30), once: true, info});
	assert.deepEqual([charged.length, requests], [30, 30]);
	assert.equal((await end(t, {info, reportsOrders: false})).requests, 0);
});
