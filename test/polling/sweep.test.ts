import assert from 'node:assert/strict';
import test, {type TestContext} from 'node:test';
import {ApiError} from '../../source/api/errors.ts';
import type {Phase} from '../../source/core/execution.ts';
import type {RunListQuery, RunOrderPage} from '../../source/core/run-order.ts';
import {pagesOf} from '../features/runs/order.ts';
import {entry} from '../helpers/values.ts';
import {execution, listedRun, type Reply} from './scripted-client.ts';
import {failing, gaps, names, watching, type SetUp} from './set-up.ts';

const ids = names(250);
const logs = [entry('step 1', 1)];

type Service = {
	readonly phases: Map<string, Phase>;
	list: (query: RunListQuery) => Reply<RunOrderPage>;
};

/** A screen with the first rows of these runs in sight, and a service whose list knows the phases of all runs. */
function onScreen(
	t: TestContext,
	watched: readonly string[] = ids,
	{rows = 10, ...changes}: Partial<Service> & {readonly rows?: number} = {},
): SetUp & {readonly service: Service} {
	const phases = new Map<string, Phase>(watched.map(id => [id, 'running']));
	const service: Service = {phases, list: query => listed(phases, query), ...changes};
	const given = watching(
		t,
		[],
		id => ({response: {...execution(phases.get(id) ?? 'other'), logs}, takes: 20}),
		{concurrency: 32, list: query => service.list(query)},
	);
	given.poller.prioritize({selected: watched[0] ?? null, inSight: watched.slice(0, rows)});
	given.poller.watch(watched);
	return {...given, service};
}

/** A page of the list, in an order that is not that of time. */
function listed(phases: ReadonlyMap<string, Phase>, query: RunListQuery): Reply<RunOrderPage> {
	const found = [...phases].filter(([, phase]) => phase === (query.status ?? phase));
	const sorted = found.toSorted(([a], [b]) => a.localeCompare(b, 'en'));
	return {response: pagesOf(sorted.map(run => listedRun(...run)))(query), takes: 20};
}

test('500 runs with short logs, 30 in sight: 40 requests a second, and an end out of sight is seen within 6 s', async t => {
	const given = onScreen(t, names(500), {rows: 30});
	await given.clock.advanceAsync(10_000);
	const requests = given.client.requests.length;
	await given.clock.advanceAsync(60_000);
	assert.ok(given.client.requests.length - requests <= 40 * 60);
	const [rest, inSight] = [given.client.times('wfrun_200'), given.client.times('wfrun_5')];
	assert.ok(Math.max(...gaps(rest).slice(-1)) > 25_000, gaps(rest).join(' '));
	assert.ok(Math.max(...gaps(inSight)) < 2300, gaps(inSight).join(' '));

	given.service.phases.set('wfrun_200', 'succeeded');
	const before = given.outcomes().length;
	await given.clock.advanceAsync(6000);
	const seen = given
		.outcomes()
		.slice(before)
		.find(({id}) => id === 'wfrun_200');
	assert.equal(seen?.kind === 'response' && seen.response.execution.phase, 'succeeded');
});

test('a sweep reads every page of the running and of the queued runs', async t => {
	const given = onScreen(t);
	await given.clock.advanceAsync(5000);
	const pages = given.client.requestsOf('list').map(({id}) => id);
	assert.deepEqual(pages.slice(0, 4), ['1', '2', '3', '1']);
});

test('a run that comes into sight is polled at once', async t => {
	const given = onScreen(t);
	await given.clock.advanceAsync(50_000);
	given.poller.prioritize({selected: 'wfrun_200', inSight: ['wfrun_201']});
	await given.clock.advanceAsync(50);
	const now = given.clock.monotonic();
	assert.ok(now - (given.client.times('wfrun_200').at(-1) ?? 0) <= 2050);
	assert.ok(now - (given.client.times('wfrun_201').at(-1) ?? 0) <= 2050);
});

test('without a screen every run keeps its interval, and the list is not read', async t => {
	const given = watching(t, ids, () => ({response: execution('running'), takes: 20}), {
		concurrency: 32,
	});
	await given.clock.advanceAsync(20_000);
	assert.equal(given.client.requestsOf('list').length, 0);
	assert.ok(Math.max(...gaps(given.client.times('wfrun_200'))) < 2300);
});

test('if the list cannot be read, runs out of sight keep their interval, and it is tried a minute later', async t => {
	const refusing = failing(new ApiError('auth', {detail: 'HTTP 403', httpStatus: 403}));
	const given = onScreen(t, ids, {list: () => refusing});
	await given.clock.advanceAsync(50_000);
	assert.equal(given.client.requestsOf('list').length, 1);
	assert.ok(Math.max(...gaps(given.client.times('wfrun_200'))) < 2300);
	assert.ok(given.actions.every(({type}) => type === 'polled'));

	given.service.list = query => listed(given.service.phases, query);
	await given.clock.advanceAsync(60_000);
	assert.ok(Math.max(...gaps(given.client.times('wfrun_200'))) > 25_000);

	given.service.list = () => refusing;
	await given.clock.advanceAsync(10_000);
	const since = given.clock.monotonic();
	await given.clock.advanceAsync(30_000);
	const after = given.client.times('wfrun_200').filter(time => time >= since);
	assert.ok(Math.max(...gaps(after)) < 2300, gaps(after).join(' '));
});

test('a run that is missing in the list, though it is running, keeps its interval', async t => {
	const given = onScreen(t);
	await given.clock.advanceAsync(50_000);
	given.service.list = () => ({response: {orders: [], count: 0, total: 0}});
	// The first time it may have been missed.
	await given.clock.advanceAsync(10_000);
	const since = given.clock.monotonic();
	await given.clock.advanceAsync(20_000);
	const after = given.client.times('wfrun_200').filter(time => time >= since);
	assert.ok(after.length >= 9 && Math.min(...gaps(after)) > 1700, gaps(after).join(' '));
});

test('a few runs out of sight are polled without sweeps', async t => {
	const given = onScreen(t, names(13));
	await given.clock.advanceAsync(20_000);
	assert.equal(given.client.requestsOf('list').length, 0);
});

test('a sweep reads at most ten pages of a status, and then does not judge what it has not read', async t => {
	const many = names(1200);
	const given = onScreen(t, many);
	await given.clock.advanceAsync(20_000);
	const pages = given.client.requestsOf('list').map(({id}) => Number(id));
	assert.equal(Math.max(...pages), 10);
	// Of 1,200 names, those that come last by text are on pages that are not read.
	assert.ok(Math.max(...gaps(given.client.times('wfrun_999'))) < 2700);
});
