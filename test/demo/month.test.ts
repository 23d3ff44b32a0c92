import assert from 'node:assert/strict';
import test from 'node:test';
import {
	account,
	lastVisitBefore,
	showcase,
	wasWatched,
	type RunScript,
} from '../../source/demo/index.ts';
import {monthBefore} from '../../source/demo/month.ts';
import {productRun} from '../../source/demo/successful-runs.ts';
import {execution, requestApi, startWithClock} from './request-api.ts';

const hour = 3_600_000;
const day = 24 * hour;
/** The first hours of a day, when the last evening is too close, and others; also the days after a clock change. */
const starts = [0, 3, 7, 12, 18, 23].flatMap(hours =>
	[1, 8, 15, 30].map(date => new Date(2026, 10, date, hours, 40).getTime()),
);

type Item = Readonly<
	Record<'run_order_id' | 'run_status' | 'final_amount' | 'title' | 'created_at', string>
>;
type List = {readonly items: readonly Item[]; readonly total: number};

async function listOf(
	service: Awaited<ReturnType<typeof startWithClock>>['service'],
	query: Readonly<Record<string, string>> = {},
): Promise<readonly Item[]> {
	const items: Item[] = [];

	for (let page = 1; ; page++) {
		const {body} = await requestApi(service, '/workflow/run/list', {
			...query,
			page: String(page),
			page_size: '100',
		});
		const {data} = body as {readonly data: List};
		items.push(...data.items);

		if (data.items.length === 0) {
			assert.equal(items.length, data.total);
			return items;
		}
	}
}

test('each month has 250 to 400 runs, of which 85 to 92 % succeed and about two thirds were watched', () => {
	for (const start of starts) {
		const runs = monthBefore(start);
		const ages = runs.map(({createdAt}) => -createdAt);
		const endings = Object.groupBy(runs, ({ending}) => ending.kind);
		const share = (endings.succeeded?.length ?? 0) / runs.length;
		const watched =
			runs.filter(({createdAt}) => wasWatched(start + createdAt)).length / runs.length;
		assert.ok(runs.length >= 250 && runs.length <= 400, `${runs.length}`);
		assert.ok(share >= 0.85 && share <= 0.92, `${share}`);
		assert.ok((endings.canceled?.length ?? 0) > 3);
		assert.ok(watched > 0.6 && watched < 0.8, `${watched}`);
		assert.deepEqual(
			ages,
			ages.toSorted((a, b) => a - b),
			'the newest first',
		);
		// Runs that were created within six hours would be requested by a watch of the account.
		assert.ok(ages.every(age => age > 6 * hour && age < 30 * day));
		assert.equal(new Set(runs.map(({id}) => id)).size, runs.length);
		assert.equal(new Set(runs.map(({workflow}) => workflow.title)).size, 6);
	}
});

test('after the last visit, which was in the evening, at least two runs ended and one failed', () => {
	for (const start of starts) {
		const visit = lastVisitBefore(start);
		assert.equal(new Date(visit).getHours(), 22);
		assert.ok(start - visit > 8 * hour && start - visit < 2 * day);
		const unseen = monthBefore(start).filter(({createdAt}) => start + createdAt > visit);
		assert.ok(unseen.length >= 2, new Date(start).toISOString());
		assert.ok(unseen.some(({ending}) => ending.kind === 'failed'));
	}
});

test('a day has the same runs, whenever it is asked for', () => {
	const start = new Date(2026, 10, 26, 12).getTime();
	const keysBefore = (now: number) =>
		monthBefore(now)
			.filter(({createdAt}) => now + createdAt < start - 6 * hour)
			.map(({createdAt, id, workflow, inputs}) =>
				JSON.stringify([now + createdAt, id, workflow.id, inputs]),
			);
	const known = new Set(keysBefore(start));
	const later = keysBefore(start + 3 * day);
	assert.ok(later.length > 200);
	assert.ok(later.every(key => known.has(key)));
});

function mean(values: readonly number[]): number {
	return values.reduce((sum, value) => sum + value, 0) / values.length;
}

test('one workflow got slower and dearer in the last week', () => {
	const start = new Date(2026, 10, 26, 12).getTime();
	const good = monthBefore(start).filter(
		({ending, workflow}) => ending.kind === 'succeeded' && workflow === productRun.workflow,
	);
	const [last = [], earlier = []] = [true, false].map(isLast =>
		good.filter(({createdAt}) => createdAt > -7 * day === isLast),
	);
	assert.ok(last.length > 5);

	for (const value of [
		({nodes}: RunScript) => nodes.reduce((sum, {ms}) => sum + ms, 0),
		({computeCost}: RunScript) => computeCost,
	]) {
		assert.ok(mean(last.map(value)) > 1.3 * mean(earlier.map(value)));
	}
});

test('the list has the current runs and then those of the month; each can be requested', async t => {
	const {service} = await startWithClock(t, account());
	const items = await listOf(service);
	const ids = items.map(item => item.run_order_id);
	assert.equal(new Set(ids).size, items.length);
	assert.deepEqual(new Set(ids.slice(0, 17)), new Set(service.runOrderIds));
	const times = items.map(item => item.created_at);
	assert.deepEqual(times, times.toSorted().toReversed());

	for (const item of items.filter((_, index) => index > 16 && index % 9 === 0)) {
		const run = await execution(service, item.run_order_id);
		const query = {run_order_id: item.run_order_id};
		const {body} = await requestApi(service, '/workflow/run/info', query);
		const {data} = body as {readonly data: Item & {readonly total_cost: string}};
		assert.equal(run.status, item.run_status);
		assert.equal(run.total_cost.toFixed(8), item.final_amount);
		assert.equal(data.total_cost, item.final_amount);
		assert.equal(run.error === null, item.run_status !== 'failed');
		assert.equal(Object.keys(run.outputs).length > 0, item.run_status === 'succeeded');
	}

	const failed = await listOf(service, {status: 'failed'});
	assert.equal(failed.length, items.filter(item => item.run_status === 'failed').length);
	const workflowId = (await execution(service, ids[20])).workflow_id;
	const ofWorkflow = await listOf(service, {workflow_id: workflowId});
	const {title} = ofWorkflow[0] ?? {};
	assert.equal(ofWorkflow.length, items.filter(item => item.title === title).length);
});

test('earlier runs are only made when a response needs them, and once', async t => {
	let made = 0;
	const earlierRuns = () => {
		made++;
		return [];
	};
	const {service} = await startWithClock(t, {...showcase(), earlierRuns});
	await execution(service);
	await requestApi(service, '/balance/info');
	assert.equal(made, 0);
	await listOf(service);
	await listOf(service);
	assert.equal(made, 1);
});
