import assert from 'node:assert/strict';
import test from 'node:test';
import type {Phase} from '../../source/core/execution.ts';
import {pagesOf} from '../features/runs/order.ts';
import {FakeClock} from '../helpers/fake-clock.ts';
import {createTokenBucket} from '../helpers/script.ts';
import {execution, listedRun, type Reply} from './scripted-client.ts';
import {
	chance,
	down,
	gaps,
	names,
	refusing,
	running,
	setUp,
	slow,
	watching,
	type SetUp,
} from './set-up.ts';

/** A service that allows `perSecond` requests a second, in bursts of one second, and refuses the others. */
class Limit {
	perSecond: number;
	granted = 0;
	refused = 0;
	readonly #retryAfter: number | null;
	readonly #limit;

	constructor(perSecond: number, retryAfter: number | null) {
		this.perSecond = perSecond;
		this.#limit = createTokenBucket(() => this.perSecond);
		this.#retryAfter = retryAfter;
	}

	reply<T>(now: number, reply: Reply<T>): Reply<T> {
		if (this.#limit(now) !== null) {
			this.refused++;
			return refusing(this.#retryAfter);
		}

		this.granted++;
		return reply;
	}
}

/** The times between two responses of a run, from the start of the test to now, in order of length. */
function sortedGaps({client, clock}: SetUp): readonly number[] {
	const byRun = [...Map.groupBy(client.requestsOf('execution'), ({id}) => id).values()];
	return byRun
		.flatMap(requests => {
			const ends = requests.flatMap(({isGranted, endedAt}) => (isGranted ? [endedAt ?? 0] : []));
			return gaps([0, ...ends, clock.monotonic()]);
		})
		.toSorted((a, b) => a - b);
}

function p99(sorted: readonly number[]): number {
	return sorted[Math.floor(sorted.length * 0.99)] ?? Number.NaN;
}

for (const retryAfter of [null, 1000]) {
	test(`300 runs at 20 requests a second (Retry-After: ${retryAfter})`, async t => {
		const limit = new Limit(20, retryAfter);
		const clock = new FakeClock();
		const latency = chance(77);
		const reply = () => limit.reply(clock.monotonic(), slow(20 + 60 * latency())());
		const given = watching(t, names(300), reply, {
			clock,
			random: chance(1),
			concurrency: 32,
		});
		await given.clock.advanceAsync(60_000);
		const all = sortedGaps(given);
		assert.ok((all.at(-1) ?? Infinity) <= 25_000 && p99(all) <= 18_000, `${p99(all)} ms`);
		assert.ok(limit.refused <= 0.02 * limit.granted, `${limit.refused} refused`);
		assert.ok(limit.granted >= 0.95 * 20 * 60, `${limit.granted} granted`);
		const {isLimited, ratePerSec} = given.services.at(-1) ?? {};
		assert.ok(isLimited && (ratePerSec ?? 0) > 15 && (ratePerSec ?? 0) < 25);
		const last = given.outcomes().findLast(({kind}) => kind === 'response');
		const wait = (last?.nextPollAt ?? 0) - (last?.at ?? 0);
		assert.ok(wait > 10_000 && wait < 20_000, `the next poll is foretold in ${wait} ms`);
	});
}

test('1,000 runs at a latency of 100 ms', async t => {
	const given = watching(t, names(1000), slow(100), {concurrency: 32});
	await given.clock.advanceAsync(12_000);
	const gap = p99(sortedGaps(given));
	assert.ok(gap <= 4000);
});

test('the limit falls from 50 to 10 a second', async t => {
	const limit = new Limit(50, null);
	const clock = new FakeClock();
	const given = watching(t, names(300), () => limit.reply(clock.monotonic(), running()), {
		clock,
		concurrency: 32,
	});
	await given.clock.advanceAsync(15_000);
	limit.perSecond = 10;
	await given.clock.advanceAsync(30_000);
	const granted = limit.granted;
	await given.clock.advanceAsync(20_000);
	const used = (limit.granted - granted) / (10 * 20);
	assert.ok(used >= 0.9);
});

test('an outage of 30 s with 200 runs', async t => {
	let isDown = false;
	const given = watching(t, names(200), () => (isDown ? down : running()), {
		random: chance(1),
		concurrency: 32,
	});
	await given.clock.advanceAsync(10_000);
	isDown = true;
	await given.clock.advanceAsync(30_000);
	const probes = given.client.times().filter(at => at > 12_000);
	const pause = Math.max(...gaps([12_000, ...probes]));
	assert.ok(pause <= 10_000);
	isDown = false;
	await given.clock.advanceAsync(8000);
	const again = given.client.requestsOf('execution').filter(({at}) => at > 40_000);
	assert.equal(new Set(again.map(({id}) => id)).size, 200);
});

test('three programs share 30 requests a second', async () => {
	const clock = new FakeClock();
	const limit = new Limit(30, null);
	const programs = [1, 2, 3].map(seed =>
		setUp(() => limit.reply(clock.monotonic(), slow(20)()), {
			clock,
			concurrency: 32,
			random: chance(seed),
		}),
	);
	const granted = () =>
		programs.map(({client}) => client.requests.filter(request => request.isGranted).length);

	for (const {poller} of programs) {
		poller.watch(names(100));
		await clock.advanceAsync(1000);
	}

	await clock.advanceAsync(30_000);
	const before = granted();
	await clock.advanceAsync(60_000);
	const shares = granted().map((count, index) => (count - (before[index] ?? 0)) / 1800);
	assert.ok(Math.min(...shares) >= 0.2 && Math.max(...shares) <= 0.47);
	await Promise.all(programs.map(async ({poller}) => poller.stop()));
});

test('500 runs on a screen, 30 in sight', async t => {
	const phases = new Map<string, Phase>(names(500).map(id => [id, 'running']));
	const given = watching(
		t,
		names(500),
		id => ({response: execution(phases.get(id) ?? 'other'), takes: 20}),
		{
			concurrency: 32,
			list(query) {
				const listed = [...phases].filter(([, phase]) => phase === query.status);
				return {response: pagesOf(listed.map(run => listedRun(...run)))(query), takes: 20};
			},
		},
	);
	given.poller.prioritize({selected: 'wfrun_0', inSight: names(30)});
	await given.clock.advanceAsync(40_000);
	const before = given.client.requests.length;
	await given.clock.advanceAsync(30_000);
	const requests = (given.client.requests.length - before) / 30;
	assert.ok(requests <= 40);
	phases.set('wfrun_200', 'succeeded');
	await given.clock.advanceAsync(6000);
	const seen = given.outcomes().findLast(({id}) => id === 'wfrun_200');
	assert.equal(seen?.kind === 'response' && seen.response.execution.phase, 'succeeded');
	assert.ok(Math.max(...gaps(given.client.times('wfrun_0'))) <= 2500);
});
