import assert from 'node:assert/strict';
import test, {type TestContext} from 'node:test';
import {ApiError} from '../../source/api/errors.ts';
import type {Phase} from '../../source/core/execution.ts';
import type {RunOrder, RunOrderPage} from '../../source/core/run-order.ts';
import {newestFirst, order as orderOf, pagesOf} from '../features/runs/order.ts';
import {FakeClock} from '../helpers/fake-clock.ts';
import {execution as anExecution} from '../helpers/values.ts';
import {execution} from './scripted-client.ts';
import {denied, down, failing, gaps, watching, type SetUp, type SetUpOptions} from './set-up.ts';

const start = new FakeClock().now();
const minute = 60_000;
const running = () => ({response: execution('running')});

type Respond = Parameters<typeof watching>[2];

/** Creates a poller and lets it discover the runs of the account. */
function discovering(t: TestContext, options: SetUpOptions, respond: Respond = running): SetUp {
	const given = watching(t, [], respond, options);
	given.poller.discover({});
	return given;
}

test('the list is read at once and then every 30 s; each run is reported once, unfinished runs first', async t => {
	const orders = [
		order('done', 'succeeded', 5),
		order('new', 'queued', 1),
		order('old', 'failed', 900),
	];
	const given = discovering(t, {
		list: (_query, nth) => page(nth === 0 ? orders : [...orders, order('later', 'running', 0)]),
	});
	await given.clock.advanceAsync(29_000);
	assert.deepEqual(found(given), [['new', 'done']]);
	assert.equal(listed(given).length, 1);
	await given.clock.advanceAsync(2000);
	assert.deepEqual(found(given), [['new', 'done'], ['later']]);
	assert.deepEqual(listed(given), [0, 30_000]);
});

test('pages are read one after another, until a sorted one has no run to watch', async t => {
	const pages = [
		many(100, 'succeeded', 1),
		many(100, 'succeeded', 30),
		many(100, 'succeeded', 1000),
		many(100, 'running', 2000),
	];
	const given = discovering(t, {
		list: query => ({...page(pages[query.page - 1] ?? [], 400), takes: 100}),
	});
	await given.clock.advanceAsync(20_000);
	assert.deepEqual(pagesRead(given), ['1', '2', '3']);
	assert.equal(given.client.maxOfOne, 1);
	assert.equal(found(given).flat().length, 200);
	assert.deepEqual(read(given), [start]);
});

test('an unsorted list is read to its end, up to 20 pages', async t => {
	const given = discovering(t, {
		list({page: number}) {
			const sorted = many(100, 'succeeded', 1000 * number);
			return page([...sorted.slice(50), ...sorted.slice(0, 50)], 100_000);
		},
	});
	await given.clock.advanceAsync(20_000);
	assert.equal(listed(given).length, 20);
	assert.deepEqual(found(given), []);
});

test('the end time of a final run that was created hours ago is checked once', async t => {
	const ended: Readonly<Record<string, number | null>> = {lately: 10, early: 100, never: null};
	const orders = Object.keys(ended).map(id => order(id, 'succeeded', 180));
	const given = discovering(t, {list: () => page(orders)}, id => {
		const minutes = ended[id] ?? null;
		const terminalAt = minutes === null ? null : start - minutes * minute;
		return {response: {execution: anExecution({phase: 'succeeded', terminalAt}), logs: []}};
	});
	await given.clock.advanceAsync(100_000);
	assert.deepEqual(found(given), [['lately']]);
	assert.equal(given.client.times().length, 3);
});

test('the list counts as read only after the checked end times are known, or could not be requested', async t => {
	for (const response of [{response: execution('succeeded')}, down]) {
		const list = () => page([order('long', 'succeeded', 120)]);
		const given = discovering(t, {list}, () => ({...response, takes: 5000}));
		await given.clock.advanceAsync(4000);
		assert.deepEqual(read(given), []);
		await given.clock.advanceAsync(4000);
		assert.deepEqual(read(given), [start]);
	}
});

test('at most fifty ended runs are checked, and none that is older than six hours', async t => {
	for (const [minutes, checked] of [
		[120, 50],
		[361, 0],
	] as const) {
		const given = discovering(t, {list: () => page(many(60, 'succeeded', minutes))}, () => ({
			response: execution('succeeded'),
		}));
		await given.clock.advanceAsync(20_000);
		assert.equal(given.client.times().length, checked);
	}
});

test('after the last run has ended the list is read again soon', async t => {
	const given = discovering(t, {list: () => page([order('one', 'running', 1)])}, (_id, nth) => ({
		response: execution(nth < 3 ? 'running' : 'succeeded'),
	}));
	given.poller.watch(['one']);
	await given.clock.advanceAsync(10_000);
	assert.equal(listed(given).length, 2);
	assert.ok((listed(given)[1] ?? 0) <= 8000);
});

test('a failure of the list is reported and retried; a rejected key stops everything', async t => {
	const silent = discovering(t, {list: () => down});
	await silent.clock.advanceAsync(20_000);
	const failures = silent.actions.filter(({type}) => type === 'listFailed');
	assert.ok(failures.length >= 2 && failures.length <= 8, String(failures.length));

	await silent.clock.advanceAsync(200_000);
	const attempts = gaps(listed(silent)).slice(5);
	assert.ok(Math.max(...attempts) <= 10_000, attempts.join(' '));
	const shown = silent.actions.flatMap(action =>
		action.type === 'listFailed' ? [(action.nextAt ?? Infinity) - action.at] : [],
	);
	assert.ok(Math.max(...shown.slice(5)) <= 10_000, shown.join(' '));

	const refused = discovering(t, {list: () => denied});
	await refused.clock.advanceAsync(60_000);
	assert.deepEqual(
		refused.actions.map(({type}) => type),
		['denied'],
	);
});

test('a list that the key may not read is asked for four times a minute at most; with a limit of 0, once', async t => {
	const list = () => failing(new ApiError('forbidden', {detail: 'HTTP 403', httpStatus: 403}));
	const onScreen = discovering(t, {list});
	await onScreen.clock.advanceAsync(30_000);
	const before = listed(onScreen).length;
	await onScreen.clock.advanceAsync(60_000);
	assert.equal(listed(onScreen).length - before, 4);

	const once = discovering(t, {list, giveUpAfter: 0});
	await once.clock.advanceAsync(60_000);
	assert.equal(listed(once).length, 1);
});

function order(id: string, phase: Phase, minutesAgo: number): RunOrder {
	return orderOf(id, {phase, createdAt: start - minutesAgo * minute});
}

function many(count: number, phase: Phase, minutesAgo: number): readonly RunOrder[] {
	return Array.from({length: count}, (_, index) =>
		order(`${phase} ${minutesAgo} ${index}`, phase, minutesAgo + index / count),
	);
}

function page(orders: readonly RunOrder[], total = orders.length): {response: RunOrderPage} {
	return {response: {orders, count: orders.length, total}};
}

function found({actions}: SetUp): ReadonlyArray<readonly string[]> {
	return actions.flatMap(action =>
		action.type === 'runsFound' ? [action.orders.map(({id}) => id.exact)] : [],
	);
}

function listed({client}: SetUp): readonly number[] {
	return client.requestsOf('list').map(({at}) => at);
}

function pagesRead({client}: SetUp): readonly string[] {
	return client.requestsOf('list').map(({id}) => id);
}

function read({actions}: SetUp): readonly number[] {
	return actions.flatMap(action => (action.type === 'listLoaded' ? [action.since] : []));
}

test('at most 1,000 runs are polled at once, and the others follow as these end', async t => {
	const runs = newestFirst(1240);
	const left: number[] = [];
	let ended = 0;
	const given: SetUp = discovering(
		t,
		{
			concurrency: 32,
			interval: 10_000,
			list: query => ({response: pagesOf(runs.slice(ended))(query)}),
			dispatch(action) {
				if (action.type === 'runsFound') {
					given.poller.watch(action.orders.map(({id}) => id.exact));
				} else if (action.type === 'listLoaded') {
					left.push(action.left);
				}
			},
		},
		id => ({response: execution(Number(id.slice(1)) < ended ? 'succeeded' : 'running')}),
	);
	const polled = () => new Set(given.client.requestsOf('execution').map(({id}) => id)).size;
	await given.clock.advanceAsync(20_000);
	assert.deepEqual([polled(), left], [1000, [240]]);
	ended = 100;
	await given.clock.advanceAsync(30_000);
	assert.deepEqual([polled(), left], [1100, [240, 140]]);
});
