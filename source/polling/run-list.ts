import type {RunOrderPage} from '../core/run-order.ts';
import {directionOf, olderFollow, pageAfter, type ListDirection} from '../core/run-pages.ts';

export type ListedPage = RunOrderPage & {
	/** Whether the list has more pages. */
	readonly hasMore: boolean;
	/** Whether all runs on later pages are older, as far as it shows: the service does not document the order. */
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
		yield {...response, hasMore: next !== null, isSorted: olderFollow(page, response, direction)};
		page = known.size === knownBefore ? null : next;
	}
}
