import assert from 'node:assert/strict';
import test from 'node:test';
import {chance, gaps, maxWithin, names, running, watching} from './set-up.ts';

test('ten runs are polled within 300 ms, one after another', async t => {
	const given = watching(t, names(10), running);
	await given.clock.advanceAsync(300);
	assert.deepEqual(given.client.times(), [0, 30, 60, 90, 120, 150, 180, 210, 240, 270]);
});

test('a thousand first polls take one interval, and so do the next ones', async t => {
	for (const seed of [1, 2, 3, 4, 5]) {
		const given = watching(t, names(1000), running, {concurrency: 1000, random: chance(seed)});
		await given.clock.advanceAsync(10_000);
		// A tenth of an interval has a hundred polls, or up to twice as many because of the groups.
		const most = maxWithin(given.client.times(), 200);
		assert.ok(most <= 250, `${most} with seed ${seed}`);
		assert.equal(new Set(given.outcomes().map(({id}) => id)).size, 1000);
	}
});

test('runs that are added one by one in the same moment are spread too', async t => {
	const given = watching(t, [], running, {concurrency: 100});

	for (const id of names(20)) {
		given.poller.watch([id]);
	}

	await given.clock.advanceAsync(1000);
	assert.ok(Math.min(...gaps(given.client.times())) >= 29);
});

test('a run that is prioritized before its first poll is polled at once', async t => {
	const given = watching(t, names(100), running);
	given.poller.prioritize({selected: 'wfrun_99', inSight: []});
	assert.deepEqual(given.client.times('wfrun_99'), [0]);
});

test('a run that is watched twice is polled once', async t => {
	const given = watching(t, ['wfrun_1', 'wfrun_1'], running);
	given.poller.watch(['wfrun_1']);
	await given.clock.advanceAsync(1000);
	assert.deepEqual(given.client.times(), [0]);
});
