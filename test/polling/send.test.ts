import assert from 'node:assert/strict';
import test from 'node:test';
import {ApiError} from '../../source/api/errors.ts';
import type {RunOrderPage} from '../../source/core/run-order.ts';
import type {Reply} from './scripted-client.ts';
import {denied, down, failing, refusing, running, watching} from './set-up.ts';

const never = new AbortController().signal;
const query = {page: 1};
const page: Reply<RunOrderPage> = {response: {orders: [], count: 0, total: 0}, takes: 50};
const refused = refusing(3000);
const unknown = failing(new ApiError('not-found', {detail: 'HTTP 404', httpStatus: 404}));

for (const {how, replies, requests, outcome} of [
	{how: 'a failure is sent again', replies: [down, page], requests: 2, outcome: 'response'},
	{how: 'three failures are reported', replies: [down], requests: 3, outcome: 'network'},
	{how: 'what is unknown is not sent again', replies: [unknown], requests: 1, outcome: 'not-found'},
	{
		how: 'a refusal is sent again when the service allows it, however often',
		replies: [refused, refused, refused, refused, page],
		requests: 5,
		outcome: 'response',
	},
] as const) {
	test(`a request for a program: ${how}`, async t => {
		const waits: number[] = [];
		const {poller, clock, client} = watching(t, ['wfrun_1'], running, {
			list: (_query, nth) => replies[Math.min(nth, replies.length - 1)] ?? page,
			onRetry: (_problem, wait) => waits.push(wait),
		});
		const sent = poller
			.send(async () => client.list(query, never), never)
			.then(
				() => 'response',
				(error: unknown) => (error as ApiError).problem.kind,
			);
		await clock.advanceAsync(60_000);
		assert.equal(await sent, outcome);
		const times = client.requests.filter(({kind}) => kind === 'list').map(({at}) => at);
		assert.deepEqual([times.length, waits.length], [requests, requests - 1]);

		if (replies[0] === refused) {
			assert.ok(times.every((at, index) => at >= (times[index - 1] ?? -Infinity) + 3000));
			assert.ok(waits.every(wait => wait >= 3000));
		}
	});
}

test('a request for a program that is refused for two minutes, or for an hour, is reported', async t => {
	for (const [retryAfter, requests] of [
		[null, 10],
		[3_600_000, 1],
	] as const) {
		const {poller, clock, client} = watching(t, [], running, {
			giveUpAfter: 120_000,
			list: () => refusing(retryAfter),
		});
		const sent = assert.rejects(
			poller.send(async () => client.list(query, never), never),
			/^ApiError: rate-limit/,
		);
		await clock.advanceAsync(200_000);
		await sent;
		assert.equal(client.requests.length, requests);
	}
});

test('a request for a program that is refused for its key ends all requests', async t => {
	const {poller, clock, client, actions} = watching(t, [], running, {list: () => denied});
	void poller.send(async () => client.list(query, never), never);
	await clock.advanceAsync(60_000);
	assert.deepEqual(
		actions.map(({type}) => type),
		['denied'],
	);
	assert.equal(client.requests.length, 2);
});

test('a request for a program ends with its signal, in flight or not, and no other request does', async t => {
	const {poller, clock, client, actions} = watching(t, ['wfrun_1'], running, {
		concurrency: 1,
		list: () => ({...page, takes: 3000}),
	});
	const stop = new AbortController();
	const reason = new Error('canceled');
	const sent = [1, 2].map(async () =>
		assert.rejects(
			poller.send(async () => client.list(query, stop.signal), stop.signal),
			reason,
		),
	);
	await clock.advanceAsync(1000);
	assert.equal(client.requestsOf('list').length, 1);
	stop.abort(reason);
	await Promise.all(sent);
	await clock.advanceAsync(10_000);
	assert.equal(client.requestsOf('list').length, 1);
	assert.ok(actions.some(({type}) => type === 'polled'));
});
