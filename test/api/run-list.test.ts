import assert from 'node:assert/strict';
import test from 'node:test';
import {clientOf, failureOf, never} from './client-of.ts';
import {serveJson} from './loopback.ts';

const everything = {page: 1};

test('invalid items are skipped, invalid fields are null', async t => {
	const items = [
		null,
		7,
		[],
		{run_status: 'failed'},
		{run_order_id: 'wfrun_1', run_status: 'paused', created_at: 'soon', title: 9, more: {}},
		{run_order_id: 12},
	];
	const service = await serveJson(t, {code: 0, data: {items, total: 'many'}});
	const {orders, count, total} = await clientOf(t, service.url).list(everything, never);
	assert.deepEqual([count, total], [6, null]);
	assert.deepEqual(
		orders.map(({id, phase, title, createdAt}) => [id.exact, phase, title?.exact, createdAt]),
		[
			['wfrun_1', 'other', '9', null],
			['12', 'other', undefined, null],
		],
	);
});

test('null items are an empty list; missing items, and items without ids, are malformed', async t => {
	const nothing = await serveJson(t, {code: 0, data: {items: null, total: 0}});
	assert.deepEqual(await clientOf(t, nothing.url).list(everything, never), {
		orders: [],
		count: 0,
		total: 0,
		size: null,
	});

	// The last digits of a large number are lost. Without its runs the account would seem to have none.
	for (const items of ['none', [{runOrderId: 'wfrun_1'}], [{run_order_id: 2 ** 60}]]) {
		const broken = await serveJson(t, {code: 0, data: {items}});
		const error = await failureOf(clientOf(t, broken.url).list(everything, never));
		assert.equal(error.problem.kind, 'malformed');
	}
});

test('the order of a run has amounts, states and inputs', async t => {
	const data = {
		workflow_id: 'wf_1',
		quote_amount: '0.03000000',
		quote_currency: 'CNY',
		freeze_status: 'released',
		compute_cost: 0.000_287_8,
		final_amount: 'NaN',
		released_amount: '0.02971220',
		error_message: '',
		inputs: {'6': {text: 'a cat', seed: 42}, list: ['x']},
		created_at: '2026-05-08 18:00:00',
	};
	const service = await serveJson(t, {code: 0, data});
	const info = await clientOf(t, service.url).info('wfrun_1', never);
	assert.equal(info.quoteAmount, '0.03');
	assert.equal(info.computeCost, '0.0002878');
	assert.equal(info.releasedAmount, '0.0297122');
	assert.deepEqual([info.finalAmount, info.errorMessage, info.taskId], [null, null, null]);
	assert.equal(info.freezeStatus?.exact, 'released');
	assert.equal(info.createdAt, Date.UTC(2026, 4, 8, 10));
	assert.deepEqual(
		info.inputs.map(({key, value}) => [key.exact, value.exact]),
		[
			['6', '{"text":"a cat","seed":42}'],
			['list', '["x"]'],
		],
	);
});
