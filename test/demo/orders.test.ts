import assert from 'node:assert/strict';
import test from 'node:test';
import {documentedRun} from '../helpers/documented-run.ts';
import {pictureRun} from '../helpers/picture-run.ts';
import {requestApi, startWithClock} from './request-api.ts';

test('the run order has its billing, with amounts as text, and the fields of the error', async t => {
	const error = {reason: 'OOM', detail: 'torch: OOM', engine_code: 'NODE_FAILED', status_code: 500};
	const ending = {kind: 'failed', nodeId: '3', at: 0.14, error} as const;
	const {service, clock} = await startWithClock(t, {runs: [{...pictureRun('failing'), ending}]});
	const [id = ''] = service.runOrderIds;
	clock.advance(4000);
	const {body} = await requestApi(service, '/workflow/run/info', {run_order_id: id});
	const {data} = body as {readonly data: Readonly<Record<string, unknown>>};
	assert.match(String(data['prompt_id']), /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/);
	assert.partialDeepStrictEqual(data, {
		run_order_id: id,
		quote_amount: '0.03000000',
		quote_currency: 'CNY',
		freeze_status: 'released',
		submission_status: 'submitted',
		run_status: 'failed',
		settlement_status: 'settled',
		inputs: {},
		compute_cost: '0.00028780',
		external_model_cost: '0.00000000',
		total_cost: '0.00028780',
		final_amount: '0.00028780',
		released_amount: '0.02971220',
		error_code: 'NODE_FAILED',
		error_message: 'torch: OOM',
		created_at: '2026-05-08 18:00:00',
		updated_at: '2026-05-08 18:00:04',
	});
});

test('the balance falls by what the runs cost; without one the key may not ask for it', async t => {
	const {runs} = documentedRun();
	const scenario = {runs, balance: {prepaid: 10, cards: 2}};
	const {service, clock} = await startWithClock(t, scenario);
	const data = async () => (await requestApi(service, '/balance/info')).body;
	const reply = (balance: number) => ({
		code: 0,
		msg: '查询成功',
		data: {balance, card_balance: '2.00000000'},
	});
	assert.deepEqual(await data(), reply(10));
	clock.advance(10_000);
	assert.deepEqual(await data(), reply(9.9997122));
	const {service: other} = await startWithClock(t, documentedRun());
	assert.equal((await requestApi(other, '/balance/info')).status, 403);
});
