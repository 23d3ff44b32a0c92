import assert from 'node:assert/strict';
import test from 'node:test';
import {Limiter} from '../../source/polling/limiter.ts';
import type {ApiRequest} from '../../source/polling/request.ts';
import {problem} from '../helpers/values.ts';
import {execution} from './scripted-client.ts';
import {chance, gaps, names, refusing, running, watching, type SetUp} from './set-up.ts';

/** The longest time from `from` to now without a poll of the run. */
function longestGap({client, clock}: SetUp, id: string, from: number): number {
	const times = client.times(id).filter(time => time >= from);
	return Math.max(...gaps([from, ...times, clock.monotonic()]));
}

for (const retryAfter of [null, 1000]) {
	for (const count of [2, 30]) {
		test(`a run that alone is refused (Retry-After: ${retryAfter}) does not hold up ${count - 1} others`, async t => {
			for (const selected of [null, 'wfrun_0', 'wfrun_1']) {
				const given = watching(
					t,
					names(count),
					id => (id === 'wfrun_0' ? refusing(retryAfter) : running()),
					{random: chance(16), concurrency: 32},
				);

				if (selected !== null) {
					given.poller.prioritize({selected, inSight: names(count)});
				}

				await given.clock.advanceAsync(200_000);
				const longest = Math.max(
					...names(count)
						.slice(1)
						.map(id => longestGap(given, id, 60_000)),
				);
				assert.ok(longest <= 90_000, `${selected}: ${longest}`);
				assert.ok(longestGap(given, 'wfrun_0', 0) <= 90_000, 'it is still tried');
			}
		});
	}
}

for (const retryAfter of [null, 1000]) {
	test(`a run list that alone is refused (Retry-After: ${retryAfter}) does not hold up the polls`, async t => {
		const list = () => refusing(retryAfter);
		const sweeping = watching(t, names(30), running, {random: chance(16), list});
		sweeping.poller.prioritize({selected: 'wfrun_0', inSight: ['wfrun_1']});
		const discovering = watching(t, names(30), running, {random: chance(17), list});
		discovering.poller.discover({});

		for (const given of [sweeping, discovering]) {
			await given.clock.advanceAsync(300_000);
			const longest = Math.max(...names(30).map(id => longestGap(given, id, 60_000)));
			assert.ok(longest <= 120_000, String(longest));
			const lists = given.client.requestsOf('list').length;
			assert.ok(lists >= 3 && lists <= 30, `${lists} requests for the list`);
		}

		assert.ok(longestGap(sweeping, 'wfrun_0', 30_000) <= 15_000);
		assert.ok(longestGap(sweeping, 'wfrun_1', 30_000) <= 15_000);
	});
}

test('an ended run that is asked for again in flight, and refused for long, holds up no other', async t => {
	const given = watching(t, names(2), (id, nth) =>
		id === 'wfrun_0' && nth > 0
			? refusing(600_000)
			: {response: execution(id === 'wfrun_0' ? 'succeeded' : 'running')},
	);
	await given.clock.advanceAsync(100);
	given.poller.pollNow('wfrun_0');
	given.poller.pollNow('wfrun_0');
	await given.clock.advanceAsync(60_000);
	assert.ok(given.client.times('wfrun_1').length > 20);
});

test('the first limit is what was granted in the last second, and two a second after a quiet time', () => {
	for (const [quiet, rate] of [
		[500, 30],
		[5000, 2],
	] as const) {
		const limiter = new Limiter(chance(1));
		const request = {} as ApiRequest;
		names(30).forEach(() => limiter.onGranted(request, {sentAt: 0, now: 0}));
		limiter.onFailure(request, problem({kind: 'rate-limit'}), {sentAt: quiet, now: quiet});
		assert.equal(limiter.rate, rate);
	}
});
