import assert from 'node:assert/strict';
import test from 'node:test';
import {InFlight, type RequestResult} from '../../source/polling/in-flight.ts';
import {settle} from '../helpers/fake-clock.ts';

function surface(bug: unknown): never {
	throw bug as Error;
}

test('H11: the answer of a client that does not listen to its signal is dropped, and keeps its place until then', async () => {
	const asks = new InFlight(surface);
	const {promise, resolve} = Promise.withResolvers<string>();
	const results: Array<RequestResult<string>> = [];
	asks.start(
		'wfrun_1',
		async () => promise,
		result => {
			results.push(result);
		},
	);
	asks.abort('wfrun_1');
	await settle();
	assert.equal(asks.has('wfrun_1'), true);
	assert.equal(asks.size, 1);
	const ended = asks.ended();
	resolve('too late');
	await ended;
	assert.deepEqual(results, [{kind: 'aborted'}]);
	assert.equal(asks.size, 0);
});

test('when a question is told to have ended, its place is free', async () => {
	const asks = new InFlight(surface);
	const sizes: number[] = [];
	asks.start(
		'wfrun_1',
		async () => 'answer',
		() => {
			sizes.push(asks.size);
		},
	);
	await asks.ended();
	assert.deepEqual(sizes, [0]);
});
