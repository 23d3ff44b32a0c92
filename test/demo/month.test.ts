import assert from 'node:assert/strict';
import test from 'node:test';
import {demoAccount, lastVisitBefore, monthBefore, wasWatched} from '../../source/demo/month.ts';
import type {RunScript} from '../../source/demo/run-script.ts';
import {execution, requestApi, startOfDemo, startWithClock} from './request-api.ts';

const hour = 3_600_000;
const day = 24 * hour;
/** The first hours of a day, when the last evening is too close, and others; also the days after a clock change. */
const starts = [0, 3, 7, 12, 18, 23].flatMap(hours =>
	[1, 30].map(date => new Date(2026, 10, date, hours, 40).getTime()),
);

type Item = Readonly<Record<'run_order_id' | 'run_status' | 'final_amount', string>>;

test('a month has 250 to 400 runs, most of which succeed and two thirds were watched; one failed since the last visit', () => {
	for (const start of starts) {
		const runs = monthBefore(start);
		const shareOf = (isWanted: (run: RunScript) => boolean) =>
			runs.filter(isWanted).length / runs.length;
		const succeeded = shareOf(({ending}) => ending.kind === 'succeeded');
		const watched = shareOf(({createdAt}) => wasWatched(start + createdAt));
		assert.ok(runs.length >= 250 && runs.length <= 400);
		assert.ok(succeeded > 0.8 && succeeded < 0.93 && watched > 0.6 && watched < 0.8);
		assert.ok(shareOf(({ending}) => ending.kind === 'canceled') > 0);
		// Runs that were created within six hours would be requested by a watch of the account.
		assert.ok(runs.every(({createdAt}) => createdAt < -6 * hour && createdAt > -30.1 * day));
		assert.equal(new Set(runs.map(({id}) => id)).size, runs.length);

		const visit = lastVisitBefore(start);
		assert.equal(new Date(visit).getHours(), 22);
		assert.ok(start - visit > 8 * hour && start - visit < 2 * day);
		const unseen = runs.filter(({createdAt}) => start + createdAt > visit);
		assert.ok(unseen.length >= 2, new Date(start).toISOString());
		assert.ok(unseen.some(({ending}) => ending.kind === 'failed'));
	}
});

test('the account has the watched runs and then those of the month; each can be requested', async t => {
	const {service} = await startWithClock(t, demoAccount(startOfDemo));
	const items = [1, 2, 3, 4].flatMap(page => {
		const query = `run/list?page=${page}&page_size=100`;
		return (service.dataOf(query) as {readonly items: readonly Item[]}).items;
	});
	const ids = items.map(item => item.run_order_id);
	assert.deepEqual(new Set(ids.slice(0, 17)), new Set(service.runOrderIds));
	assert.equal(new Set(ids).size, (demoAccount(startOfDemo).earlierRuns?.length ?? 0) + 17);

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
