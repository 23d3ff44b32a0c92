import type {RunListQuery, RunOrder, RunOrderPage} from '../core/run-order.ts';
import type {Instant} from '../core/time/clock.ts';
import {readPages} from './run-list.ts';

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

/** Reads the run list until it has the newest runs. If the list is not sorted by time, the whole list is read. */
export async function readNewestRuns(
	readPage: (query: RunListQuery) => Promise<RunOrderPage>,
	{since, limit, ...filter}: NewestRunsOptions,
): Promise<NewestRuns> {
	const isWanted = ({createdAt}: RunOrder) =>
		since === null || (createdAt !== null && createdAt >= since);
	// A run that is created meanwhile moves others to the next page, so runs can come twice.
	const orders = new Map<string, RunOrder>();
	let unreadOf: number | null = null;

	for await (const page of readPages(
		async number => readPage({...filter, page: number}),
		maxPages,
	)) {
		const known = orders.size;
		page.orders.forEach(order => orders.set(order.id.exact, order));
		unreadOf = page.hasMore ? (page.total ?? (orders.size > known ? orders.size : null)) : null;

		if (page.isSorted && page.hasMore) {
			const times = page.orders.map(({createdAt}) => createdAt ?? Infinity);
			const oldest = Math.min(...times);
			// Of a list with the oldest first, page 1 is read too, but its runs are not next in time.
			const newer = [...orders.values()].filter(({createdAt}) => (createdAt ?? 0) >= oldest);

			// If all runs have the same time, the direction is unknown.
			const isKnown = oldest < Math.max(...times);

			if (
				isKnown &&
				(oldest < (since ?? -Infinity) || newer.filter(isWanted).length >= (limit ?? Infinity))
			) {
				unreadOf = null;
				break;
			}
		}
	}

	const sorted = [...orders.values()]
		.filter(isWanted)
		.toSorted((a, b) => (b.createdAt ?? 0) - (a.createdAt ?? 0));
	return {orders: limit === null ? sorted : sorted.slice(0, limit), unreadOf};
}
