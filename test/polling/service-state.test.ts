import assert from 'node:assert/strict';
import test from 'node:test';
import {ApiError} from '../../source/api/errors.ts';
import {down, failing, maxWithin, names, refusing, running, slow, watching} from './set-up.ts';

test('the state says at which time of day the next request is sent: after a hold, and in an outage', async t => {
	const held = watching(t, ['wfrun_0'], () => refusing(20_000));
	const start = held.clock.now();
	await held.clock.advanceAsync(5000);
	assert.equal(held.services.at(-1)?.heldUntil, start + 20_050);
	assert.equal(held.services.at(-1)?.nextRequestAt, start + 20_050);

	const broken = watching(t, ['wfrun_0'], () => down);
	await broken.clock.advanceAsync(60_000);
	const until = (broken.services.at(-1)?.nextRequestAt ?? 0) - broken.clock.now();
	const next = broken.clock.monotonic() + until;
	await broken.clock.advanceAsync(until);
	assert.equal(broken.client.times().at(-1), next);
	assert.equal(broken.services.at(-1)?.unreachableSince, start);
});

test('the selected run does not wait for the responses of others', async t => {
	const given = watching(t, [], slow(60_000), {concurrency: 20});
	given.poller.watch(names(15));
	await given.clock.advanceAsync(5000);
	assert.equal(given.client.inFlight.length, 12);
	given.poller.prioritize({selected: 'wfrun_14', inSight: []});
	assert.equal(given.client.inFlight.at(-1)?.id, 'wfrun_14');
});

test('after a failure with Retry-After not all runs are polled at once', async t => {
	const closed = new ApiError('http', {detail: 'HTTP 503', httpStatus: 503, retryAfter: 20_000});
	const given = watching(
		t,
		names(40),
		(id, nth) => (id === 'wfrun_0' && nth === 3 ? failing(closed) : running()),
		{concurrency: 32},
	);
	await given.clock.advanceAsync(60_000);
	const refusedAt = given.client.times('wfrun_0')[3] ?? Infinity;
	const after = given.client.times().filter(time => time > refusedAt + 15_000);
	assert.ok(maxWithin(after, 200) <= 12, `${maxWithin(after, 200)} in 200 ms`);
});
