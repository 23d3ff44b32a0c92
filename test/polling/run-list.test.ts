import assert from 'node:assert/strict';
import test from 'node:test';
import type {RunListQuery, RunOrder, RunOrderPage} from '../../source/core/run-order.ts';
import {readNewestRuns} from '../../source/polling/run-list.ts';
import {newestFirst, order, pagesOf} from '../features/runs/order.ts';
import {start} from '../helpers/values.ts';

const minute = 60_000;

type Setup = {
	/** The runs in the order of the service. */
	readonly runs: readonly RunOrder[];
	readonly limit?: number | null;
	readonly since?: number | null;
	readonly withTotal?: boolean;
	/** The most runs that the service sends in a page, and the page size that it says. */
	readonly most?: number;
	readonly said?: number;
	/** Called before each page, to add runs. */
	readonly before?: (runs: RunOrder[], page: number) => void;
};

async function read({
	runs: initial,
	limit = 20,
	since = null,
	withTotal = true,
	before,
	...service
}: Setup) {
	const {most = 100, said = most} = service;
	const runs = [...initial];
	const pages: number[] = [];
	const result = await readNewestRuns(
		async (query: RunListQuery): Promise<RunOrderPage> => {
			before?.(runs, query.page);
			pages.push(query.page);
			const page = {...pagesOf(runs)({...query, pageSize: most}), size: said};
			return withTotal ? page : {...page, total: null};
		},
		{workflowId: null, status: null, limit, since, maxPages: 5},
	);
	return {pages, ids: result.orders.map(({id}) => id.exact), unreadOf: result.unreadOf};
}

function names(count: number): readonly string[] {
	return Array.from({length: count}, (_, index) => `r${index}`);
}

test('the newest runs of a list with the newest first take one request for 100 runs', async () => {
	const runs = newestFirst(950);
	assert.deepEqual(await read({runs}), {pages: [1], ids: names(20), unreadOf: null});
	assert.deepEqual((await read({runs, limit: 100})).pages, [1]);
	const two = await read({runs, limit: 150});
	assert.deepEqual([two.pages, two.ids], [[1, 2], names(150)]);
	const since = await read({runs, limit: null, since: start - 120 * minute});
	assert.deepEqual([since.pages, since.ids], [[1, 2], names(121)]);
	const both = await read({runs, limit: 3, since: start - 500 * minute});
	assert.deepEqual([both.pages, both.ids], [[1], names(3)]);
});

test('a service that sends fewer runs in a page than requested, and says so, is read to the end', async () => {
	const runs = newestFirst(95);

	for (const [list, withTotal, pages] of [
		[runs, true, [1, 2, 3, 4, 5]],
		[runs, false, [1, 2, 3, 4, 5]],
		[runs.toReversed(), true, [1, 5, 4, 3, 2]],
	] as const) {
		const some = await read({runs: list, limit: null, withTotal, most: 20});
		assert.deepEqual([some.pages, some.ids], [pages, names(95)]);
	}

	// A page has more runs than it says, or does not say how many it can have.
	assert.deepEqual((await read({runs, limit: null, said: 20})).pages, [1]);
	assert.deepEqual((await read({runs, limit: null, said: 0})).pages, [1]);
});

test('of a list with the oldest first the last pages are read', async () => {
	const runs = newestFirst(950).toReversed();
	assert.deepEqual(await read({runs}), {pages: [1, 10], ids: names(20), unreadOf: null});
	assert.deepEqual((await read({runs, limit: 60})).pages, [1, 10, 9]);
	const since = await read({runs, limit: null, since: start - 120 * minute});
	assert.deepEqual([since.pages, since.ids], [[1, 10, 9], names(121)]);
	// Nothing tells which page is the last.
	const blind = await read({runs: newestFirst(420).toReversed(), withTotal: false});
	assert.deepEqual([blind.pages.length, blind.ids], [5, names(20)]);
});

test('a list without an order is read whole, or as many pages as allowed, and that is reported', async () => {
	const runs = newestFirst(330).toSorted((a, b) => a.id.exact.localeCompare(b.id.exact));
	assert.deepEqual(await read({runs}), {pages: [1, 2, 3, 4], ids: names(20), unreadOf: null});
	const longer = newestFirst(650).toSorted((a, b) => a.id.exact.localeCompare(b.id.exact));
	const some = await read({runs: longer});
	assert.deepEqual([some.pages.length, some.unreadOf], [5, 650]);
});

test('runs that are created meanwhile appear once, and hide no others', async () => {
	const {ids} = await read({
		runs: newestFirst(300),
		limit: 250,
		before(runs, page) {
			if (page > 1) {
				runs.unshift(order(`late${page}`, {createdAt: start + page}));
			}
		},
	});
	assert.deepEqual(ids, names(250));
});
