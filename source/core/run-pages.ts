import type {RunOrder, RunOrderPage} from './run-order.ts';

export const pageSize = 100;

/** How the service sorts the run list by creation time. The API does not document it, so it is detected from a page. */
export type ListDirection = 'newest-first' | 'oldest-first' | 'none';

/** Returns `newest-first` also if both directions are possible, for example if the page contains only one run. */
export function directionOf(orders: readonly RunOrder[]): ListDirection {
	if (isNewestFirst(orders)) {
		return 'newest-first';
	}

	return isNewestFirst(orders.toReversed()) ? 'oldest-first' : 'none';
}

/**
 * Returns the number of the page to request after `page`; null if none is left. `first` is the direction of page 1.
 * If it is `oldest-first` and `total` is known, five pages are requested in the order 1, 5, 4, 3, 2, so that the
 * newest runs arrive soon.
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
