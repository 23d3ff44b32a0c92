import assert from 'node:assert/strict';
import test from 'node:test';
import {ApiError} from '../../source/api/errors.ts';
import {chance, down, failing, names, running, unknown, watching} from './set-up.ts';

test('H10: a run that the engine does not know is polled for 15 s, then it alone is given up', async t => {
	const given = watching(t, names(2), id => (id === 'wfrun_0' ? unknown : running()));
	await given.clock.advanceAsync(30_000);
	const times = given.client.times('wfrun_0');
	assert.deepEqual(times.slice(0, 3), [0, 2050, 4100]);
	assert.equal(times.at(-1), 15_000);
	const ends = given.outcomes().filter(({id}) => id === 'wfrun_0');
	assert.deepEqual(
		ends.map(outcome => outcome.kind === 'failure' && outcome.gaveUp),
		[...Array.from({length: times.length - 1}, () => null), 'unknown-run'],
	);
	assert.equal(ends.at(-1)?.nextPollAt, null);
	assert.equal(given.client.times('wfrun_1').length, 15);
});

test('a run that the engine knows after less than 15 s is polled as usual', async t => {
	const given = watching(t, ['wfrun_1'], (_, nth) => (nth < 4 ? unknown : running()));
	await given.clock.advanceAsync(60_000);
	assert.equal(given.outcomes().at(-1)?.kind, 'response');
	assert.ok(
		given.outcomes().every(outcome => outcome.kind === 'response' || outcome.gaveUp === null),
	);
});

test('pollNow polls a run again that was given up', async t => {
	let known = false;
	const given = watching(t, ['wfrun_1'], () => (known ? running() : unknown));
	await given.clock.advanceAsync(30_000);
	known = true;
	given.poller.pollNow('wfrun_1');
	await given.clock.advanceAsync(10_000);
	assert.equal(given.outcomes().at(-1)?.kind, 'response');
	assert.equal(given.client.times().filter(time => time >= 30_000).length, 5);
});

test('a failure that is not retriable ends polling of the run at once', async t => {
	for (const error of [
		new ApiError('http', {detail: 'HTTP 400', httpStatus: 400}),
		new ApiError('too-large', {detail: 'more than 64 MiB'}),
	]) {
		const given = watching(t, names(2), id => (id === 'wfrun_0' ? failing(error) : running()));
		await given.clock.advanceAsync(60_000);
		assert.equal(given.client.times('wfrun_0').length, 1);
		const end = given.outcomes().find(({id}) => id === 'wfrun_0');
		assert.equal(end?.kind === 'failure' && end.gaveUp, 'unreachable');
		assert.equal(end?.nextPollAt, null);
	}
});

test('K5: with giveUpAfter every run is given up, whatever the failure', async t => {
	const obstacles = [
		down,
		failing(new ApiError('timeout', {detail: 'no response in 30 s'})),
		failing(new ApiError('http', {detail: 'HTTP 503', httpStatus: 503})),
		failing(new ApiError('rate-limit', {detail: 'HTTP 429', retryAfter: 3_600_000})),
		failing(new ApiError('rate-limit', {detail: 'HTTP 429'})),
		failing(new ApiError('malformed', {detail: 'HTML'})),
		unknown,
	];

	for (const obstacle of obstacles) {
		for (const count of [1, 3, 30]) {
			const given = watching(t, names(count), () => obstacle, {
				giveUpAfter: 300_000,
				random: chance(count),
			});
			await given.clock.advanceAsync(400_000);
			const ended = given
				.outcomes()
				.filter(outcome => outcome.kind === 'failure' && outcome.gaveUp !== null);
			assert.equal(ended.length, count, `${count} × ${JSON.stringify(obstacle)}`);
			assert.equal(new Set(ended.map(({id}) => id)).size, count);
			assert.equal(given.clock.pending, 0);
		}
	}
});

test('without giveUpAfter a run is polled forever', async t => {
	const given = watching(t, ['wfrun_1'], () => down);
	await given.clock.advanceAsync(7_200_000);
	assert.ok(
		given.outcomes().every(outcome => outcome.kind === 'failure' && outcome.gaveUp === null),
	);
	assert.ok(given.client.times().length > 100);
});
