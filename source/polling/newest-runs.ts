import type {RunClient} from '../api/http-client.ts';
import type {RunListQuery, RunOrder, RunOrderPage} from '../core/run-order.ts';
import {directionOf, pageAfter} from '../core/run-pages.ts';
import type {Instant} from '../core/time/clock.ts';

export type NewestRunsOptions = Pick<RunListQuery, 'workflowId' | 'status'> & {
	/** Only runs that were created since then; null for all. */
	readonly since: Instant | null;
	/** The maximum number of runs; null for no limit. */
	readonly limit: number | null;
};

type NewestRuns = {
	/** The newest first. Runs without a creation time are last. */
	readonly orders: readonly RunOrder[];
	/** The number of runs in the list, if it is so long that some of them were not read; otherwise null. */
	readonly unreadOf: number | null;
};

const maxPages = 100;

/**
 * Reads the run list page by page until it has the newest runs. The API does not document the order of the list: if
 * the pages are not sorted by time, the whole list is read.
 */
export async function readNewestRuns(
	readPage: (query: RunListQuery) => ReturnType<RunClient['list']>,
	{since, limit, ...filter}: NewestRunsOptions,
): Promise<NewestRuns> {
	const isWanted = ({createdAt}: RunOrder) =>
		since === null || (createdAt !== null && createdAt >= since);
	const pages: RunOrderPage[] = [];
	// A run that is created meanwhile moves others to the next page, so runs can come twice.
	const orders = new Map<string, RunOrder>();
	let total: number | null = null;
	let unreadOf: number | null = null;

	for (let page: number | null = 1; page !== null;) {
		const response: RunOrderPage = await readPage({...filter, page});
		pages.push(response);
		total = response.total ?? total;
		const known = orders.size;
		response.orders.forEach(order => orders.set(order.id.exact, order));
		// A service that ignores the page number repeats its first page.
		const isRepeated = orders.size === known;
		const direction = directionOf(pages[0]?.orders ?? []);
		const next = pageAfter(page, response, direction);

		if (next !== null && (isRepeated || pages.length === maxPages)) {
			unreadOf = total ?? (isRepeated ? null : orders.size);
		}

		page = next === null || isRepeated || unreadOf !== null || hasNewest() ? null : next;
	}

	/** Returns whether all runs on other pages are older than the wanted ones. */
	function hasNewest(): boolean {
		const [first] = pages;
		const isBackwards = directionOf(first?.orders ?? []) === 'oldest-first' && total !== null;
		// Backwards, page 1 is followed by the last page; the oldest runs are no part of what is read in order.
		const inOrder = isBackwards
			? pages.slice(1).flatMap(page => page.orders.toReversed())
			: [...orders.values()];
		const newest = inOrder[0]?.createdAt ?? 0;
		const oldest = inOrder.at(-1)?.createdAt ?? newest;
		// If all runs have the same time, the direction is unknown.
		return (
			(isBackwards ? pages.length > 1 : newest > oldest) &&
			directionOf(inOrder) === 'newest-first' &&
			((limit !== null && inOrder.filter(isWanted).length >= limit) ||
				(since !== null && oldest < since))
		);
	}

	const sorted = [...orders.values()]
		.filter(isWanted)
		.toSorted((a, b) => (b.createdAt ?? 0) - (a.createdAt ?? 0));
	return {orders: limit === null ? sorted : sorted.slice(0, limit), unreadOf};
}
