import assert from 'node:assert/strict';
import test from 'node:test';
import {demoAccount, sinceLastVisit, wasWatched} from '../../source/demo/month.ts';
import type {RunScript} from '../../source/demo/run-script.ts';
import {execution, requestApi, startWithClock} from './request-api.ts';

const hour = 3_600_000;
const day = 24 * hour;

type Item = Readonly<Record<'run_order_id' | 'run_status' | 'final_amount', string>>;

test('a month has 250 to 400 runs, most of which succeed and two thirds were watched; one failed each night', () => {
	const {earlierRuns: runs = []} = demoAccount();
	const shareOf = (isWanted: (run: RunScript) => boolean) =>
		runs.filter(isWanted).length / runs.length;
	const succeeded = shareOf(({ending}) => ending.kind === 'succeeded');
	const watched = shareOf(({createdAt}) => wasWatched(-createdAt));
	assert.ok(runs.length >= 250 && runs.length <= 400);
	assert.ok(succeeded > 0.8 && succeeded < 0.93 && watched > 0.6 && watched < 0.8);
	assert.ok(shareOf(({ending}) => ending.kind === 'canceled') > 0);
	// Runs that were created within six hours would be requested by a watch of the account.
	assert.ok(runs.every(({createdAt}) => createdAt < -6 * hour && createdAt > -30.1 * day));
	assert.equal(new Set(runs.map(({id}) => id)).size, runs.length);

	const unseen = runs.filter(({createdAt}) => createdAt > -sinceLastVisit);
	assert.ok(unseen.length >= 2);
	assert.ok(unseen.some(({ending}) => ending.kind === 'failed'));
});

test('the account has the watched runs and then those of the month; each can be requested', async t => {
	const {service} = await startWithClock(t, demoAccount());
	const items = [1, 2, 3, 4].flatMap(page => {
		const query = `run/list?page=${page}&page_size=100`;
		return (service.dataOf(query) as {readonly items: readonly Item[]}).items;
	});
	const ids = items.map(item => item.run_order_id);
	assert.deepEqual(new Set(ids.slice(0, 17)), new Set(service.runOrderIds));
	assert.equal(new Set(ids).size, (demoAccount().earlierRuns?.length ?? 0) + 17);

	for (const item of items.filter((_, index) => index > 16 && index % 19 === 0)) {
		const run = await execution(service, item.run_order_id);
		const query = {run_order_id: item.run_order_id};
		const {body} = await requestApi(service, '/workflow/run/info', query);
		const {data} = body as {readonly data: {readonly total_cost: string}};
		assert.equal(run.status, item.run_status);
		assert.equal(data.total_cost, item.final_amount);
		assert.equal(run.total_cost.toFixed(8), item.final_amount);
		assert.equal(run.error === null, item.run_status !== 'failed');
		assert.equal(Object.keys(run.outputs).length > 0, item.run_status === 'succeeded');
	}
});
