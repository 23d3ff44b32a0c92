import assert from 'node:assert/strict';
import test from 'node:test';
import {InFlight, type RequestResult} from '../../source/polling/in-flight.ts';
import {settle} from '../helpers/fake-clock.ts';

function surface(bug: unknown): never {
	throw bug as Error;
}

test('H11: the response of a client that ignores its signal is dropped, and counts as in flight until then', async () => {
	const inFlight = new InFlight(surface);
	const {promise, resolve} = Promise.withResolvers<string>();
	const results: Array<RequestResult<string>> = [];
	inFlight.start(
		'wfrun_1',
		async () => promise,
		result => results.push(result),
	);
	inFlight.abort('wfrun_1');
	await settle();
	assert.equal(inFlight.has('wfrun_1'), true);
	assert.equal(inFlight.size, 1);
	const ended = inFlight.ended();
	resolve('too late');
	await ended;
	assert.deepEqual(results, [{kind: 'aborted'}]);
	assert.equal(inFlight.size, 0);
});
