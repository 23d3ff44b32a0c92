import assert from 'node:assert/strict';
import test from 'node:test';
import {
	endDelays,
	firstResponses,
	gaps,
	maxPerSecond,
	reachedAt,
	refusedPercent,
	requestsIn,
	startDelays,
	steadyFrom,
	usedPercent,
} from '../../bench/polling/measure.ts';
import type {Recording, SimulatedRequest} from '../../bench/polling/recording.ts';
import {entriesAt, makeOldRuns, makeRuns, phaseAt} from '../../bench/polling/runs.ts';
import {secondsOf} from '../../bench/polling/series.ts';
import {createSimulatedService} from '../../bench/polling/service.ts';
import {simulate} from '../../bench/polling/simulate.ts';
import type {Situation} from '../../bench/polling/situation.ts';
import {diceOf} from '../helpers/dice.ts';
import {FakeClock, settle} from '../helpers/fake-clock.ts';

const situation: Situation = {key: 't', what: 'a test', runs: 1, seconds: 20, goals: []};
const whole = {from: 0, until: 20_000};

/** A recording of one run that ends at 10 s and writes an entry a second, with a response at each of these seconds. */
function recordingOf(seconds: readonly number[], change: Partial<Situation> = {}): Recording {
	const changed = {...situation, ...change};
	const [run] = makeRuns(changed, diceOf(1));
	assert.ok(run !== undefined);
	const ended = {...run, startsAt: 0, endsAt: 10_000, entries: 0, entriesPerSecond: 1};
	const requests = seconds.map((second): SimulatedRequest => ({
		client: 0,
		kind: 'execution',
		id: run.id,
		sentAt: second * 1000,
		endedAt: second * 1000,
		result: 'granted',
		reported: {isQueued: second < 2, isFinal: second >= 10},
	}));
	return {situation: changed, runs: [ended], requests};
}

/** A recording of requests with these results, one a second. */
function resultsOf(results: readonly SimulatedRequest['result'][], perSecond = 1): Recording {
	const recording = recordingOf([...results.keys()], {limit: {perSecond}});
	const requests = recording.requests.map((request, index) => ({
		...request,
		result: results[index] ?? 'granted',
	}));
	return {...recording, requests};
}

test('measures the first response, the gaps and when the end was seen', () => {
	const recording = recordingOf([1, 3, 8, 11]);
	assert.deepEqual(firstResponses(recording), [1]);
	assert.deepEqual(gaps(recording), [2, 5, 3]);
	assert.deepEqual(endDelays(recording), [1]);
});

test('a run that is no longer asked has a gap up to the end, and its end is not seen', () => {
	assert.deepEqual(gaps(recordingOf([1, 3])), [2, 17]);
	assert.deepEqual(endDelays(recordingOf([1, 3])), [10]);
	assert.deepEqual(gaps(recordingOf([])), [20]);
	assert.deepEqual(firstResponses(recordingOf([])), [20]);
});

test('a queued run starts later, and its log grows from then on', () => {
	const queued = {...situation, runs: 100, queuedShare: 0.5};
	const runs = makeRuns(queued, diceOf(5));
	const waiting = runs.filter(({startsAt}) => startsAt > 0);
	assert.ok(waiting.length > 30 && waiting.length < 70);

	for (const run of waiting) {
		assert.equal(phaseAt(run, run.startsAt - 1), 'queued');
		assert.equal(phaseAt(run, run.startsAt), 'running');
		assert.equal(entriesAt(run, run.startsAt), run.entries);
	}

	const [first] = runs;
	assert.ok(first !== undefined);
	const run = {...first, startsAt: 10_000, endsAt: Infinity, entries: 7, entriesPerSecond: 1};
	assert.equal(entriesAt(run, 20_000), 17);
});

test('measures when the start of a queued run was seen', () => {
	const recording = recordingOf([1, 3, 8]);
	const runs = recording.runs.map(run => ({...run, startsAt: 1500}));
	assert.deepEqual(startDelays({...recording, runs}), [1.5]);
	assert.deepEqual(startDelays(recording), []);
});

test('measures refusals, the use of the limit, and the largest rate', () => {
	const recording = resultsOf(['granted', 'refused', 'refused', 'granted'], 0.25);
	assert.equal(refusedPercent(recording, whole), 50);
	assert.equal(refusedPercent(recording, {from: 0, until: 1000}), 0);
	assert.equal(usedPercent(recording, whole), 40);
	assert.equal(maxPerSecond(recording, whole), 1);
	assert.equal(maxPerSecond(recordingOf([1, 1, 1, 1.9, 2.1]), whole), 4);
});

test('finds the first window that passes, and the first with which all later ones pass', () => {
	const recording = resultsOf(['granted', 'granted', 'refused', 'granted', 'granted']);
	const span = {from: 0, until: 5000};
	const passes = (window: typeof span): boolean => refusedPercent(recording, window) === 0;
	assert.equal(reachedAt(span, 1000, passes), 1000);
	assert.equal(steadyFrom(span, 1000, passes), 2500);
	assert.equal(
		steadyFrom(span, 1000, () => false),
		Infinity,
	);
});

test('a simulated service keeps its limit, and its requests are those of the poller', async () => {
	const limited = {...situation, runs: 50, limit: {perSecond: 5}};
	const recording = await simulate(limited, 7);
	const granted = requestsIn(recording, whole, 'granted');
	assert.ok(granted.length <= 5 * 21, 'a bucket that is full at the start');
	assert.ok(requestsIn(recording, whole, 'refused').length > 0);
	assert.deepEqual(await simulate(limited, 7), recording, 'the same seed, the same simulation');

	const seconds = secondsOf(recording);
	const total = seconds.reduce((sum, second) => sum + second.granted, 0);
	assert.equal(total, granted.length);
	assert.ok(seconds.every(({allowed, oldest, median}) => allowed === 5 && oldest >= median));
});

test('without a limit every run is asked at its interval, and an outage fails all requests', async () => {
	const free = await simulate({...situation, runs: 50}, 7);
	assert.ok(Math.max(...gaps(free)) < 2.4);
	assert.ok(Math.max(...endDelays(free)) < 2.4);
	const outage = {from: 5000, until: 9000};
	const broken = await simulate({...situation, runs: 50, outage}, 7);
	assert.ok(requestsIn(broken, outage).length > 0);
	assert.ok(requestsIn(broken, outage).every(({result}) => result === 'failed'));
	assert.equal(requestsIn(broken, {from: 0, until: 5000}, 'failed').length, 0);
});

test('the simulated run list has pages of the runs with a status, not sorted by time', async () => {
	const clock = new FakeClock();
	const dice = diceOf(3);
	const runs = makeRuns({...situation, runs: 250, seconds: 20, endingShare: 0.5}, dice);
	const service = createSimulatedService(situation, runs, makeOldRuns(dice), clock, dice);
	const client = service.clientFor(0);
	const list = async (status: string | null, page: number) => {
		const response = client.list({status, page}, new AbortController().signal);
		await settle();
		clock.advance(30);
		return response;
	};
	clock.advance(10_000);
	const running = runs.filter(({endsAt}) => endsAt > 10_000).map(({id}) => id);
	const pages = [await list('running', 1), await list('running', 2), await list('running', 3)];
	const orders = pages.flatMap(page => page.orders);
	assert.deepEqual(orders.map(({id}) => id.exact).toSorted(), running.toSorted());
	assert.ok(pages.every(({total}) => total === running.length));
	assert.equal((await list(null, 1)).total, 750);
	assert.equal((await list(null, 8)).count, 50);
	const times = orders.map(({createdAt}) => createdAt ?? 0);
	assert.notDeepEqual(
		times,
		times.toSorted((a, b) => a - b),
	);
	assert.ok((await list('succeeded', 1)).orders.every(({phase}) => phase === 'succeeded'));
});
