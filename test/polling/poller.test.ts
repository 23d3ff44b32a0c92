import assert from 'node:assert/strict';
import test from 'node:test';
import {AuthError} from '../../source/api/errors/auth-error.ts';
import {HttpError} from '../../source/api/errors/http-error.ts';
import {execution} from './scripted-client.ts';
import {chance, gaps, names, setUp, tearDown} from './set-up.ts';

const running = () => ({response: execution('running'), takes: 50});
const queued = () => ({
	response: execution('queued', {queuePosition: 3, estimatedWaitSec: 40}),
	takes: 50,
});

test('a running run is asked again an interval after it answered', async () => {
	const given = setUp(running);
	given.poller.watch(['wfrun_1']);
	await given.clock.advanceAsync(7000);
	assert.deepEqual(given.client.times(), [0, 2050, 4100, 6150]);
	await tearDown(given);
});

test('runs that answer shortly one after the other are asked together, a dozen at most, and none is put off by more than a tenth', async () => {
	const random = chance(7);
	const given = setUp(() => ({...running(), takes: Math.round(40 * random())}), {
		random,
		concurrency: 100,
	});
	given.poller.watch(names(100));
	await given.clock.advanceAsync(20_000);
	const later = given.client.times().filter(moment => moment > 2500);
	const together = Map.groupBy(later, moment => moment);
	assert.ok(later.length > 800);
	assert.ok(together.size < later.length / 8);
	assert.ok(Math.max(...[...together.values()].map(({length}) => length)) <= 12);
	const pauses = names(100).flatMap(id => gaps(given.client.times(id)));
	assert.ok(Math.min(...pauses) >= 1799 && Math.max(...pauses) <= 2241);
	await tearDown(given);
});

test('ten runs are asked all at once before long, but for the one that is looked at, which keeps to the interval', async () => {
	const random = chance(7);
	const given = setUp(() => ({...running(), takes: 5 + Math.round(10 * random())}), {
		random,
		concurrency: 10,
	});
	given.poller.watch(names(10));
	given.poller.prioritize('wfrun_4');
	await given.clock.advanceAsync(60_000);
	const moments = new Set(given.client.times().filter(moment => moment > 30_000));
	assert.ok(moments.size <= 2 * 15 + 2, `${moments.size} moments in fifteen intervals`);
	const pauses = gaps(given.client.times('wfrun_4')).slice(1);
	assert.ok(Math.min(...pauses) >= 2005 && Math.max(...pauses) <= 2015);
	await tearDown(given);
});

test('an outcome says when it came and when the next poll is, by the wall clock', async () => {
	const given = setUp(running);
	const start = given.clock.now();
	given.poller.watch(['wfrun_1']);
	await given.clock.advanceAsync(60);
	const [outcome] = given.outcomes();
	assert.equal(outcome?.kind, 'response');
	assert.equal(outcome.at, start + 50);
	assert.equal(outcome.nextPollAt, start + 2050);
	await tearDown(given);
});

test('a queued run is asked less often than a running one', async () => {
	const given = setUp(queued);
	given.poller.watch(['wfrun_1']);
	await given.clock.advanceAsync(30_000);
	assert.deepEqual(given.client.times(), [0, 10_050, 20_100]);
	await tearDown(given);
});

test('a run that is looked at is asked within the interval, from the moment on that one turns to it', async () => {
	const given = setUp(queued);
	given.poller.watch(['wfrun_1', 'wfrun_2']);
	await given.clock.advanceAsync(1000);
	given.poller.prioritize('wfrun_2');
	await given.clock.advanceAsync(6000);
	assert.deepEqual(given.client.times('wfrun_2'), [30, 2080, 4130, 6180]);
	await given.clock.advanceAsync(3000);
	given.poller.prioritize('wfrun_1');
	assert.equal(given.client.times('wfrun_1').at(-1), 10_000, 'overdue for one that is looked at');
	await tearDown(given);
});

test('a final run is not asked again by itself, and once on a wish, whatever comes of it', async () => {
	let isDown = false;
	const given = setUp(id =>
		isDown && id === 'wfrun_1'
			? {error: new HttpError({detail: 'HTTP 502', httpStatus: 502})}
			: {
					response: execution(
						id === 'wfrun_0' ? 'succeeded' : id === 'wfrun_1' ? 'failed' : 'canceled',
					),
				},
	);
	given.poller.watch(names(3));
	await given.clock.advanceAsync(100);
	given.poller.prioritize('wfrun_1');
	await given.clock.advanceAsync(60_000);
	assert.equal(given.client.requested.length, 3);
	isDown = true;
	given.poller.pollNow('wfrun_0');
	given.poller.pollNow('wfrun_1');
	await given.clock.advanceAsync(60_000);
	assert.equal(given.client.requested.length, 5);
	assert.deepEqual(
		given.outcomes().map(({nextPollAt}) => nextPollAt),
		[null, null, null, null, null],
	);
	assert.equal(given.clock.pending, 0, 'nothing is left to wait for');
	await tearDown(given);
});

test('answers that come in the same moment are one action', async () => {
	const given = setUp(id => ({
		response: execution('running'),
		takes: id === 'wfrun_0' ? 40 : id === 'wfrun_1' ? 10 : 500,
	}));
	given.poller.watch(names(3));
	await given.clock.advanceAsync(1000);
	const batches = given.actions.map(action =>
		action.type === 'polled' ? action.outcomes.map(({id}) => id) : [],
	);
	assert.deepEqual(batches, [['wfrun_0', 'wfrun_1'], ['wfrun_2']]);
	await tearDown(given);
});

test('H11: polls of a run never overlap, however slow the service is', async () => {
	const given = setUp(() => ({response: execution('running'), takes: 9000}));
	given.poller.watch(['wfrun_1']);
	given.poller.prioritize('wfrun_1');
	await given.clock.advanceAsync(5000);
	given.poller.pollNow('wfrun_1');
	await given.clock.advanceAsync(5000);
	assert.deepEqual(given.client.times(), [0]);
	await given.clock.advanceAsync(2000);
	assert.deepEqual(given.client.times(), [0, 11_000]);
	await tearDown(given);
});

test('H11: an answer to a run that was dropped and watched again in between is not told', async () => {
	let phase: 'queued' | 'running' = 'queued';
	const given = setUp(() => ({response: execution(phase), takes: 500}));
	given.poller.watch(['wfrun_1']);
	await given.clock.advanceAsync(100);
	given.poller.unwatch('wfrun_1');
	phase = 'running';
	given.poller.watch(['wfrun_1']);
	await given.clock.advanceAsync(900);
	assert.deepEqual(
		given
			.outcomes()
			.map(outcome => outcome.kind === 'response' && outcome.response.execution.phase),
		['running'],
	);
	assert.equal(given.client.maxOfOne, 1);
	await tearDown(given);
});

test('a dropped run is asked no more, and its question under way is aborted', async () => {
	const given = setUp(running);
	given.poller.watch(['wfrun_1']);
	given.poller.unwatch('wfrun_1');
	await given.clock.advanceAsync(10_000);
	assert.equal(given.client.requested[0]?.aborted, true);
	assert.equal(given.client.requested.length, 1);
	assert.deepEqual(given.actions, []);
	await tearDown(given);
});

test('where more runs are due than may be asked at once, they take turns', async () => {
	const given = setUp(() => ({response: execution('running'), takes: 1000}), {concurrency: 2});
	given.poller.watch(names(10));
	await given.clock.advanceAsync(60_000);
	const counts = names(10).map(id => given.client.times(id).length);
	assert.ok(Math.max(...counts) - Math.min(...counts) <= 1, counts.join(' '));
	assert.equal(given.client.most, 2);
	await tearDown(given);
});

test('the run that is looked at goes before all others that are due', async () => {
	const given = setUp(() => ({response: execution('running'), takes: 1000}), {concurrency: 1});
	given.poller.watch(names(10));
	given.poller.prioritize('wfrun_9');
	await given.clock.advanceAsync(60_000);
	const times = given.client.times('wfrun_9');
	assert.ok(times.length >= 15);
	assert.ok(Math.max(...gaps(times)) <= 4000);
	await tearDown(given);
});

test('a wish goes before the run that is looked at', async () => {
	const given = setUp(() => ({response: execution('running'), takes: 2500}), {concurrency: 1});
	given.poller.watch(names(10));
	given.poller.prioritize('wfrun_0');
	await given.clock.advanceAsync(3000);
	given.poller.prioritize('wfrun_5');
	given.poller.pollNow('wfrun_8');
	await given.clock.advanceAsync(5000);
	assert.deepEqual(
		given.client.requested.map(({id}) => id),
		['wfrun_0', 'wfrun_1', 'wfrun_8', 'wfrun_5'],
	);
	await tearDown(given);
});

test('a wish is asked at once, while paused as well', async () => {
	const given = setUp(running);
	given.poller.watch(names(2));
	await given.clock.advanceAsync(1000);
	given.poller.pause(true);
	given.poller.pollNow('wfrun_1');
	assert.deepEqual(given.client.times('wfrun_1'), [30, 1000]);
	await given.clock.advanceAsync(20_000);
	assert.equal(given.client.requested.length, 3);
	assert.equal(given.outcomes().at(-1)?.nextPollAt, null);
	assert.equal(given.clock.pending, 0, 'nothing ticks while paused');
	await tearDown(given);
});

test('after a pause all runs are asked within an interval, the one that is looked at at once', async () => {
	const given = setUp(running, {random: Math.random, concurrency: 100});
	given.poller.watch(names(20));
	given.poller.prioritize('wfrun_3');
	await given.clock.advanceAsync(1000);
	given.poller.pause(true);
	await given.clock.advanceAsync(8999);
	const before = given.client.requested.length;
	given.poller.pause(false);
	assert.equal(given.client.times('wfrun_3').at(-1), 9999);
	assert.equal(given.client.requested.length, before + 1);
	await given.clock.advanceAsync(2000);
	assert.equal(new Set(given.client.requested.slice(before).map(({id}) => id)).size, 20);
	await tearDown(given);
});

test('a short pause puts off what was due by no more than it lasted, however rarely the runs are asked', async () => {
	const given = setUp(running, {interval: 86_400_000, concurrency: 1});
	given.poller.watch(names(5));
	await given.clock.advanceAsync(50);
	given.poller.pause(true);
	const before = given.client.requested.length;
	await given.clock.advanceAsync(2000);
	assert.equal(given.client.requested.length, before);
	given.poller.pause(false);
	await given.clock.advanceAsync(2500);
	assert.deepEqual(given.client.requested.map(({id}) => id).toSorted(), names(5));
	await tearDown(given);
});

test('when it stops, what has come in is told and what is under way is aborted', async () => {
	const given = setUp(id =>
		id === 'wfrun_0'
			? {response: execution('running')}
			: {response: execution('running'), takes: 5000},
	);
	given.poller.watch(names(2));
	await given.clock.advanceAsync(100);
	const before = given.actions.length;
	await tearDown(given);
	assert.equal(given.client.requested[1]?.aborted, true);
	assert.equal(given.actions.length, before);
	given.poller.watch(['wfrun_9']);
	given.poller.pollNow('wfrun_1');
	await given.clock.advanceAsync(10_000);
	assert.equal(given.client.requested.length, 2);
});

test('an error that is no failure of the service is a bug: it surfaces, and nothing goes on', async () => {
	const bug = new TypeError('a bug');
	const given = setUp(() => ({error: bug}));
	given.poller.watch(['wfrun_1']);
	await given.clock.advanceAsync(10_000);
	assert.deepEqual(given.bugs, [bug]);
	assert.equal(given.client.requested.length, 1);
	assert.equal(given.clock.pending, 0);
});

test('an error of who is told is a bug as well', async () => {
	const bug = new TypeError('a bug');
	const given = setUp(() => ({error: new AuthError({detail: 'HTTP 401'})}), {
		dispatch: () => {
			throw bug;
		},
	});
	given.poller.watch(['wfrun_1']);
	await given.clock.advanceAsync(10_000);
	assert.deepEqual(given.bugs, [bug]);
	assert.equal(given.clock.pending, 0);
});
