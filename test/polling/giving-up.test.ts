import assert from 'node:assert/strict';
import test, {type TestContext} from 'node:test';
import {ApiError} from '../../source/api/errors.ts';
import {chance, down, failing, names, refusing, running, unknown, watching} from './set-up.ts';

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

const page404 = new ApiError('http', {detail: 'HTTP 404', httpStatus: 404, retriable: true});
const rejected = new ApiError('http', {detail: 'HTTP 400', httpStatus: 400, retriable: false});
const tooLarge = new ApiError('too-large', {detail: 'more than 64 MiB'});
const forbidden = new ApiError('forbidden', {detail: 'HTTP 403', httpStatus: 403});
const unknownRun = new ApiError('not-found', {detail: 'TASK_NOT_FOUND', httpStatus: 404});

/** Polls two runs. From `from` to `until`, in milliseconds, the requests for `wfrun_0` fail. */
async function during(t: TestContext, error: ApiError, from: number, until: number) {
	let fails = from === 0;
	const given = watching(t, names(2), id =>
		id === 'wfrun_0' && fails ? failing(error) : running(),
	);
	await given.clock.advanceAsync(from);
	fails = true;
	await given.clock.advanceAsync(Math.min(until, 120_000) - from);
	fails = until === Infinity;
	await given.clock.advanceAsync(Math.max(0, 120_000 - until));
	const ofRun = given.outcomes().filter(({id}) => id === 'wfrun_0');
	const last = ofRun.at(-1);
	assert.ok(given.client.times('wfrun_1').length > 55, 'the other run is polled as usual');
	return {
		gaveUp: last?.kind === 'failure' ? last.gaveUp : null,
		failures: ofRun.filter(({kind}) => kind === 'failure').length,
		lastPoll: given.client.times('wfrun_0').at(-1) ?? 0,
	};
}

test('no single response, and no outage, gives up a run that has responded before', async t => {
	for (const error of [page404, rejected, tooLarge, forbidden, unknownRun]) {
		assert.deepEqual(
			[await during(t, error, 5000, 6200), await during(t, error, 5000, 25_000)].map(
				({gaveUp, failures, lastPoll}) => [gaveUp, failures > 0, lastPoll > 110_000],
			),
			[
				[null, true, true],
				[null, true, true],
			],
			String(error),
		);
	}
});

test('a run that has responded before is given up after a minute in which the service rejects it', async t => {
	for (const [error, gaveUp] of [
		[forbidden, 'forbidden'],
		[unknownRun, 'unknown-run'],
	] as const) {
		const ended = await during(t, error, 5000, Infinity);
		assert.equal(ended.gaveUp, gaveUp);
		assert.ok(ended.failures >= 3 && ended.lastPoll >= 66_000 && ended.lastPoll < 70_000);
	}

	assert.equal((await during(t, rejected, 5000, Infinity)).gaveUp, null);
});

test('a run that has never responded is given up after 15 s of rejections, not of an outage', async t => {
	for (const [error, gaveUp] of [
		[forbidden, 'forbidden'],
		[rejected, 'unreachable'],
		[tooLarge, 'unreachable'],
		[page404, null],
	] as const) {
		const ended = await during(t, error, 0, Infinity);
		assert.equal(ended.gaveUp, gaveUp);
		assert.equal(gaveUp !== null, ended.lastPoll < 16_000);
	}
});

test('with giveUpAfter every run is given up, whatever the failure', async t => {
	const obstacles = [
		down,
		failing(new ApiError('http', {detail: 'HTTP 503', httpStatus: 503})),
		refusing(null),
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

test('a long Retry-After holds the refused run, after a probe the others go on, and none is given up', async t => {
	const given = watching(
		t,
		names(4),
		(id, nth) => (id === 'wfrun_0' && nth === 0 ? refusing(900_000) : running()),
		{giveUpAfter: 300_000},
	);
	await given.clock.advanceAsync(30_000);
	const [first = 0, second = 0] = given.client.times().filter(time => time > 150);
	assert.ok(first >= 10_050 && second >= first + 50, 'one probe after 10 s');
	assert.equal(given.client.times('wfrun_0').length, 1);
	given.poller.pollNow('wfrun_0');
	await given.clock.advanceAsync(860_000);
	assert.equal(given.client.times('wfrun_0').length, 1, 'r does not skip a Retry-After');
	await given.clock.advanceAsync(20_000);
	assert.ok(given.client.times('wfrun_0').length > 1);
	const failures = given.outcomes().filter(({kind}) => kind === 'failure');
	assert.deepEqual(
		failures.map(({id}) => id),
		['wfrun_0'],
		'no problem of a run that was not refused',
	);
	assert.equal(failures[0]?.nextPollAt, (failures[0]?.at ?? 0) + 900_000);
	assert.ok(given.outcomes().every(outcome => outcome.kind === 'response' || !outcome.gaveUp));
});

test('if the probe is refused too, all wait as long as the service asks, even an hour', async t => {
	const hour = 3_600_000;
	let isLimited = true;
	const given = watching(t, names(4), () => (isLimited ? refusing(hour) : running()), {
		giveUpAfter: 300_000,
		concurrency: 1,
	});
	await given.clock.advanceAsync(hour);
	assert.equal(given.client.requests.length, 2);
	isLimited = false;
	await given.clock.advanceAsync(60_000);
	const recovered = given.outcomes().filter(({kind}) => kind === 'response');
	assert.equal(new Set(recovered.map(({id}) => id)).size, 4);
});

test('with giveUpAfter 0 a short Retry-After is waited for, but for a minute at most', async t => {
	const given = watching(t, names(3), () => refusing(1000), {giveUpAfter: 0});
	await given.clock.advanceAsync(45_000);
	assert.ok(given.outcomes().every(outcome => outcome.kind === 'failure' && !outcome.gaveUp));
	await given.clock.advanceAsync(30_000);
	const lost = given.outcomes().filter(outcome => outcome.kind === 'failure' && outcome.gaveUp);
	assert.equal(new Set(lost.map(({id}) => id)).size, 3);
	assert.equal(given.clock.pending, 0);
});
