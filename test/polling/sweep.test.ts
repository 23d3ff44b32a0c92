import assert from 'node:assert/strict';
import test, {type TestContext} from 'node:test';
import {ApiError} from '../../source/api/errors.ts';
import type {Phase} from '../../source/core/execution.ts';
import type {RunListQuery, RunOrderPage} from '../../source/core/run-order.ts';
import {pagesOf} from '../features/runs/order.ts';
import {execution, listedRun, type Reply} from './scripted-client.ts';
import {failing, gaps, names, watching, type SetUp} from './set-up.ts';

const ids = names(250);
const forbidden = new ApiError('forbidden', {detail: 'HTTP 403', httpStatus: 403});

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
		id => ({response: execution(phases.get(id) ?? 'other'), takes: 20}),
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

test('a run out of sight is polled every 30 s, whatever the list shows', async t => {
	const given = onScreen(t);
	await given.clock.advanceAsync(70_000);
	const times = given.client.times('wfrun_200').filter(time => time >= 5000);
	assert.deepEqual(gaps(times).map(Math.round), [30_020]);
});

test('a list that cannot be read is tried again a minute later, and nothing else changes', async t => {
	const given = onScreen(t, ids, {list: () => failing(forbidden)});
	await given.clock.advanceAsync(50_000);
	assert.equal(given.client.requestsOf('list').length, 1);
	assert.ok(given.actions.every(({type}) => type === 'polled'));
	given.service.list = query => listed(given.service.phases, query);
	await given.clock.advanceAsync(20_000);
	given.service.phases.set('wfrun_200', 'succeeded');
	await given.clock.advanceAsync(6000);
	const seen = given.outcomes().findLast(({id}) => id === 'wfrun_200');
	assert.equal(seen?.kind === 'response' && seen.response.execution.phase, 'succeeded');
});

test('a sweep reads at most ten pages of a status, and then does not judge what it has not read', async t => {
	const given = onScreen(t, names(1200));
	await given.clock.advanceAsync(20_000);
	const pages = given.client.requestsOf('list').map(({id}) => Number(id));
	assert.equal(Math.max(...pages), 10);
	// Of 1,200 names, those that come last by text are on pages that are not read.
	assert.ok(given.client.times('wfrun_999').length <= 3);
});
