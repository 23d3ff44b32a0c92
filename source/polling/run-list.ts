import type {RunListQuery, RunOrder, RunOrderPage} from '../core/run-order.ts';
import {areLaterPagesOlder, directionOf, pageAfter, type ListDirection} from '../core/run-pages.ts';
import type {Instant} from '../core/time/clock.ts';

type ListedPage = RunOrderPage & {
	readonly hasMore: boolean;
	/** Whether all runs on later pages are probably older. The service does not document the order. */
	readonly isSorted: boolean;
};

/**
 * Reads the run list page by page, in its order of time if it has one, up to `maxPages`. If the oldest runs are first, it
 * is read backwards after page 1. Ends early if the service repeats a page for every page number.
 */
export async function* readPages(
	readPage: (page: number) => Promise<RunOrderPage>,
	maxPages: number,
): AsyncGenerator<ListedPage> {
	const known = new Set<string>();
	let direction: ListDirection = 'none';
	let page: number | null = 1;

	for (let count = 1; page !== null && count <= maxPages; count++) {
		const response: RunOrderPage = await readPage(page);
		const knownBefore = known.size;
		direction = count === 1 ? directionOf(response.orders) : direction;
		response.orders.forEach(({id}) => known.add(id.exact));
		const next = pageAfter(page, response, direction);
		yield {
			...response,
			hasMore: next !== null,
			isSorted: areLaterPagesOlder(page, response, direction),
		};
		page = known.size === knownBefore ? null : next;
	}
}

export type NewestRunsQuery = Pick<RunListQuery, 'workflowId' | 'status'> & {
	readonly since: Instant | null;
	readonly limit: number | null;
	/** The maximum number of pages of 100 runs that are read; by default 100. */
	readonly maxPages?: number;
	/** Resolves to those that are wanted of some runs, which are the newest first, and at most `count`. Default: all are. */
	readonly select?: (orders: readonly RunOrder[], count: number) => Promise<readonly RunOrder[]>;
};

/**
 * Reads the run list until it has the newest runs, and returns them, the newest first, those without a creation time last.
 * If the list is not sorted by time, all of it is read. `read`: how many runs were read. `unreadOf`: the number of runs in
 * the list, if runs that were not read may be wanted; otherwise null.
 */
export async function readNewestRuns(
	readPage: (query: RunListQuery) => Promise<RunOrderPage>,
	{since, limit, maxPages = 100, select = selectAll, ...filter}: NewestRunsQuery,
) {
	const isRecent = ({createdAt}: RunOrder) =>
		since === null || (createdAt !== null && createdAt >= since);
	const max = limit ?? Infinity;
	// A run that is created meanwhile moves others to the next page, so runs can come twice.
	const orders = new Map<string, RunOrder>();
	let unreadOf: number | null = null;
	const found: RunOrder[] = [];
	/** Runs of pages that are not next in time, such as page 1 of a list with the oldest first. */
	const others: RunOrder[] = [];

	for await (const page of readPages(
		async number => readPage({...filter, page: number}),
		maxPages,
	)) {
		const fresh = page.orders.filter(({id}) => !orders.has(id.exact));
		fresh.forEach(order => orders.set(order.id.exact, order));
		unreadOf = page.hasMore ? (page.total ?? (fresh.length > 0 ? orders.size : null)) : null;

		if (page.isSorted) {
			found.push(...(await select(newestFirst(fresh.filter(isRecent)), max - found.length)));

			if (found.length >= max || !page.orders.every(isRecent)) {
				unreadOf = null;
				break;
			}
		} else {
			others.push(...fresh.filter(isRecent));
		}
	}

	const oldest = found.length < max ? -Infinity : (newestFirst(found).at(-1)?.createdAt ?? 0);
	const newer = newestFirst(others).filter(({createdAt}) => (createdAt ?? 0) > oldest);
	found.push(...(await select(newer, max)));
	return {orders: newestFirst(found).slice(0, limit ?? undefined), read: orders.size, unreadOf};
}

async function selectAll(orders: readonly RunOrder[], count: number): Promise<readonly RunOrder[]> {
	return orders.slice(0, count);
}

function newestFirst(orders: readonly RunOrder[]): readonly RunOrder[] {
	return orders.toSorted((a, b) => (b.createdAt ?? 0) - (a.createdAt ?? 0));
}
