import assert from 'node:assert/strict';
import test from 'node:test';
import {
	chance,
	denied,
	down,
	gaps,
	maxWithin,
	names,
	refusing,
	running,
	watching,
} from './set-up.ts';

test('a failing run backs off exponentially until probes are sent, and returns to its interval after a response', async t => {
	const given = watching(t, ['wfrun_1'], (_, nth) => (nth < 4 ? down : running()), {
		random: () => 0,
	});
	await given.clock.advanceAsync(12_000);
	assert.deepEqual(gaps(given.client.times()).slice(0, 6), [1050, 1050, 1050, 1050, 2050, 2050]);

	const longest = watching(t, ['wfrun_1'], () => down, {random: () => 0.999_999_9});
	await longest.clock.advanceAsync(400_000);
	const pauses = gaps(longest.client.times()).map(gap => Math.round((gap - 50) / 1000));
	assert.deepEqual(pauses.slice(0, 4), [4, 8, 16, 32]);
	assert.ok(
		pauses.slice(4).every(pause => pause <= 10),
		pauses.join(' '),
	);
});

test('nothing is requested before a Retry-After has passed, and then not everything at once', async t => {
	let refuses = true;
	const given = watching(
		t,
		names(20),
		id => (id === 'wfrun_7' && refuses ? refusing(30_000) : running()),
		{
			random: chance(7),
			concurrency: 100,
		},
	);
	await given.clock.advanceAsync(1000);
	refuses = false;
	const refusedAt = 7 * 30 + 50;
	given.poller.pollNow('wfrun_1');
	await given.clock.advanceAsync(40_000);
	const after = given.client.requests.filter(({at}) => at > refusedAt);
	// Up to a tenth later, so that several programs do not return at the same moment.
	assert.ok((after[0]?.at ?? 0) >= refusedAt + 30_000 && (after[0]?.at ?? 0) <= refusedAt + 33_000);
	assert.equal(after[0]?.id, 'wfrun_1', 'pollNow goes first');
	const most = maxWithin(
		after.map(({at}) => at),
		200,
	);
	assert.ok(most <= 12, `${most} in 200 ms`);
	assert.ok(after.length > 20);
});

test('after five failures in a row one probe at a time is sent, until one succeeds', async t => {
	let isDown = true;
	const given = watching(t, names(40), () => (isDown ? down : running()), {random: chance(9)});
	await given.clock.advanceAsync(1000);
	const before = given.client.requests.length;
	given.client.maxInFlight = 0;
	await given.clock.advanceAsync(120_000);
	const probes = given.client.requests.slice(before);
	assert.equal(given.client.maxInFlight, 1);
	assert.ok(probes.length >= 3 && probes.length <= 30, `${probes.length} probes`);
	assert.ok(new Set(probes.map(({id}) => id)).size >= 3, 'probes take turns among the runs');

	isDown = false;
	assert.equal(given.client.inFlight.length, 0);
	const until = given.clock.untilNext;
	assert.ok(until !== null && until > 0);
	given.poller.pollNow('wfrun_39');
	assert.equal(given.client.inFlight[0]?.id, 'wfrun_39', 'pollNow probes at once');
	await given.clock.advanceAsync(2200);
	const recovered = given.outcomes().filter(({kind}) => kind === 'response');
	assert.equal(new Set(recovered.map(({id}) => id)).size, 40);
});

test('a key that is refused twice stops everything and is reported once, until it is tried again', async t => {
	let denies = false;
	const given = watching(t, names(6), () =>
		denies ? {...denied, takes: 10} : {...running(), takes: 900},
	);
	await given.clock.advanceAsync(2000);
	denies = true;
	await given.clock.advanceAsync(60_000);
	const denials = () => given.actions.filter(({type}) => type === 'denied').length;
	assert.equal(denials(), 1);
	assert.equal(given.actions.at(-1)?.type, 'denied', 'nothing is reported after it');
	const requests = given.client.requests.length;
	given.poller.pollNow('wfrun_1');
	given.poller.watch(['wfrun_99']);
	await given.clock.advanceAsync(60_000);
	assert.equal(given.client.requests.length, requests);
	assert.deepEqual([given.client.inFlight, given.clock.pending], [[], 0]);

	given.poller.retryKey();
	await given.clock.advanceAsync(60_000);
	assert.equal(denials(), 2, 'it is refused again');
	denies = false;
	given.poller.retryKey();
	await given.clock.advanceAsync(5000);
	const since = given.outcomes().slice(-12);
	assert.equal(new Set(since.map(({id, kind}) => `${id} ${kind}`)).size, 7);
});

test('a 401 between good responses is a failed poll at most', async t => {
	const refusals = {
		// A single one: the request is sent again at once.
		wfrun_0: (nth: number) => nth === 3,
		// Twice in a row, but another run responds in between.
		wfrun_1: (nth: number) => nth === 3 || nth === 4,
	};
	const given = watching(
		t,
		['wfrun_0', 'wfrun_1', 'wfrun_2'],
		(id, nth) =>
			id !== 'wfrun_2' && refusals[id as keyof typeof refusals](nth)
				? {...denied, takes: 400}
				: {...running(), takes: 50},
		{interval: 300},
	);
	await given.clock.advanceAsync(60_000);
	assert.ok(given.actions.every(({type}) => type === 'polled'));
	const failed = given.outcomes().filter(({kind}) => kind === 'failure');
	assert.deepEqual(
		failed.map(outcome => [outcome.id, outcome.kind === 'failure' && outcome.gaveUp]),
		[['wfrun_1', null]],
	);
	const [first = 0, second = 0] = given.client.times('wfrun_0').slice(3);
	assert.equal(second, first + 405);
});

test('the state says when the next request is sent: after a hold, and in an outage', async t => {
	const held = watching(t, ['wfrun_0'], () => refusing(20_000), {random: () => 0});
	const start = held.clock.now();
	await held.clock.advanceAsync(5000);
	const {heldUntil, nextRequestAt} = held.services.at(-1) ?? {};
	assert.deepEqual([heldUntil, nextRequestAt], [start + 20_050, start + 20_050]);

	const broken = watching(t, ['wfrun_0'], () => down);
	await broken.clock.advanceAsync(60_000);
	const {unreachableSince, nextRequestAt: next = 0} = broken.services.at(-1) ?? {};
	assert.equal(unreachableSince, start);
	await broken.clock.advanceAsync((next ?? 0) - broken.clock.now());
	assert.equal(broken.client.inFlight.length, 1);
});
