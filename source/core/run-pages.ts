import type {RunOrder, RunOrderPage} from './run-order.ts';

export const pageSize = 100;

/** The order of the run list by time. It is detected from a page, since the API does not document it. */
export type ListDirection = 'newest-first' | 'oldest-first' | 'none';

/** Returns the order of the runs on a page. A page that fits both orders counts as newest first. */
export function directionOf(orders: readonly RunOrder[]): ListDirection {
	if (isNewestFirst(orders)) {
		return 'newest-first';
	}

	return isNewestFirst(orders.toReversed()) ? 'oldest-first' : 'none';
}

/**
 * Returns the number of the page to request after `page`; null after the last page. An oldest-first list with a known
 * `total` is requested from its last page backwards, so that the newest runs come first. `first` is the direction of
 * the first page.
 */
export function pageAfter(
	page: number,
	{count, total}: Pick<RunOrderPage, 'count' | 'total'>,
	first: ListDirection,
): number | null {
	if (first === 'oldest-first' && total !== null) {
		const last = Math.ceil(total / pageSize);
		const next = page === 1 ? last : page - 1;
		return next > 1 ? next : null;
	}

	const more = total === null ? count >= pageSize : page * pageSize < total && count > 0;
	return more ? page + 1 : null;
}

function isNewestFirst(orders: readonly RunOrder[]): boolean {
	return orders.every(({createdAt}, index) => {
		const before = orders[index - 1]?.createdAt ?? Infinity;
		return createdAt !== null && createdAt <= before;
	});
}
