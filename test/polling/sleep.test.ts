import assert from 'node:assert/strict';
import test from 'node:test';
import {ApiError} from '../../source/api/errors.ts';
import {execution, type Reply} from './scripted-client.ts';
import {chance, maxWithin, names, running, watching} from './set-up.ts';

const timedOut: Reply<never> = {error: new ApiError('timeout', {detail: 'no response'}), takes: 40};
const hour = 3_600_000;

for (const counted of [true, false]) {
	const how = counted ? 'the monotonic clock counts' : 'the monotonic clock does not count';

	test(`after a sleep that ${how} every run is polled once, spread over 3 s`, async t => {
		const queue = {queuePosition: 50, estimatedWaitSec: 600};
		const given = watching(
			t,
			names(20),
			id => ({
				response: execution(Number(id.slice(6)) < 10 ? 'queued' : 'running', queue),
				takes: 50,
			}),
			{random: chance(15), concurrency: 100},
		);
		given.poller.prioritize({selected: 'wfrun_4', inSight: []});
		await given.clock.advanceAsync(20_000);
		const before = given.client.times().length;
		given.clock.sleep(hour, {counted});
		const woke = given.clock.monotonic();
		// If the timers stopped too, the sleep is detected at the next one.
		await given.clock.advanceAsync(3000 + (counted ? 0 : 2000));
		const after = given.client.requestsOf('execution').slice(before);
		assert.equal(new Set(after.map(({id}) => id)).size, 20);
		const firsts = names(20)
			.map(id => given.client.times(id).find(time => time >= woke) ?? Infinity)
			.toSorted((a, b) => a - b);
		assert.ok(maxWithin(firsts, 300) <= 8, 'no storm');
		assert.equal(given.client.reconnections, 1);
	});

	test(`a request in flight during a sleep that ${how} is stale, and its failure does not count`, async t => {
		let slow = true;
		const given = watching(t, names(8), () => (slow ? {...timedOut, takes: 400} : running()));
		await given.clock.advanceAsync(300);
		assert.equal(given.client.inFlight.length, 8);
		given.clock.sleep(hour, {counted});
		slow = false;
		await given.clock.advanceAsync(8000);
		assert.ok(given.outcomes().every(({kind}) => kind === 'response'));
		assert.equal(new Set(given.outcomes().map(({id}) => id)).size, 8);
	});
}

test('setting the wall clock back, or a little ahead, changes nothing', async t => {
	const given = watching(t, ['wfrun_1'], running);
	await given.clock.advanceAsync(3000);
	given.clock.shiftWall(-hour);
	await given.clock.advanceAsync(3000);
	given.clock.shiftWall(8000);
	await given.clock.advanceAsync(3000);
	assert.deepEqual(given.client.times(), [0, 2050, 4100, 6150, 8200]);
	assert.equal(given.client.reconnections, 0);
});
