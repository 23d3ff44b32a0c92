import assert from 'node:assert/strict';
import test from 'node:test';
import {ApiError} from '../../source/api/errors.ts';
import type {OrderInfo, RunListQuery, RunOrder} from '../../source/core/run-order.ts';
import {newestFirst, pagesOf} from '../features/runs/order.ts';
import {orderLoaded} from '../helpers/sample-state.ts';
import {start} from '../helpers/values.ts';
import {execution} from './scripted-client.ts';
import {failing, names, refusing, running, unknown, watching, type SetUp} from './set-up.ts';

const minute = 60_000;
const info = (orderLoaded as {readonly info: OrderInfo}).info;
const ended = () => ({response: execution('succeeded')});

function listOf(runs: readonly RunOrder[]) {
	return (query: RunListQuery) => ({response: pagesOf(runs)(query), takes: 10});
}

function read({actions}: SetUp) {
	return {
		ids: actions.flatMap(action =>
			action.type === 'runsRead' ? action.orders.map(({id}) => id.exact) : [],
		),
		ends: actions.filter(action => action.type === 'readBackEnded'),
	};
}

function idsOf({actions}: SetUp, type: 'orderLoaded' | 'orderFailed'): readonly string[] {
	return actions.flatMap(action => (action.type === type ? [action.id] : [])).toSorted();
}

function pages({client}: SetUp): readonly string[] {
	return client.requestsOf('list').map(({id}) => id);
}

test('the list is read from the newest runs to those created before a time', async t => {
	const given = watching(t, names(1), ended, {list: listOf(newestFirst(950))});
	const from = start - 250.5 * minute;
	given.poller.readList(from, 10);
	await given.clock.advanceAsync(minute);
	const {ids, ends} = read(given);
	assert.deepEqual([ids.length, ids[0], ids.at(-1)], [300, 'r0', 'r299']);
	assert.deepEqual(
		ends.map(({isWhole, from: back}) => [isWhole, back]),
		[[true, from]],
	);
	assert.deepEqual(pages(given), ['1', '2', '3']);
});

test('a failure is retried, and the third ends the reading', async t => {
	for (const [failures, isWhole] of [
		[2, true],
		[4, false],
	] as const) {
		let left: number = failures;
		const list = listOf(newestFirst(20));
		const error = new ApiError('http', {detail: 'HTTP 503', httpStatus: 503});
		const given = watching(t, names(1), running, {
			list: query => (left-- > 0 ? failing(error) : list(query)),
		});
		given.poller.readList(0, 10);
		await given.clock.advanceAsync(10 * minute);
		assert.deepEqual(
			read(given).ends.map(end => end.isWhole),
			[isWhole],
		);
		assert.equal(read(given).ids.length, isWhole ? 20 : 0);
		assert.equal(pages(given).length, 3);
	}
});

test('inputs are requested a few at a time, failures three times, and each run is reported once', async t => {
	const wanted = names(30).map(id => `old ${id}`);
	const given = watching(t, names(1), ended, {
		info: id => (id.endsWith('_7') ? unknown : {response: info, takes: 200}),
	});
	given.poller.readOrders(wanted);
	await given.clock.advanceAsync(100);
	assert.equal(given.client.requestsOf('info').length, 4);
	await given.clock.advanceAsync(10 * minute);
	const loaded = wanted.filter(id => id !== 'old wfrun_7');
	assert.deepEqual(idsOf(given, 'orderLoaded'), loaded.toSorted());
	assert.deepEqual(idsOf(given, 'orderFailed'), ['old wfrun_7']);
	assert.equal(given.client.requestsOf('info').length, 30);
});

test('inputs of runs in sight are requested first; a refusal only delays them', async t => {
	let left = 3;
	const given = watching(t, names(20), ended, {
		info: () => (left-- > 0 ? refusing(null) : {response: info, takes: 50}),
	});
	given.poller.prioritize({selected: 'wfrun_15', inSight: ['wfrun_15', 'wfrun_17']});
	given.poller.readOrders(names(20));
	await given.clock.advanceAsync(minute);
	const ids = given.client.requestsOf('info').map(({id}) => id);
	assert.deepEqual(ids.slice(0, 3), ['wfrun_15', 'wfrun_17', 'wfrun_0']);
	assert.deepEqual(idsOf(given, 'orderLoaded'), names(20).toSorted());
	assert.deepEqual(idsOf(given, 'orderFailed'), []);
});
