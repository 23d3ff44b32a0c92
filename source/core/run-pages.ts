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
	response: Pick<RunOrderPage, 'count' | 'total' | 'size'>,
	first: ListDirection,
): number | null {
	const {count, total} = response;
	const size = fullPageSize(response);

	if (first === 'oldest-first' && total !== null) {
		const last = Math.ceil(total / size);
		const next = page === 1 ? last : page - 1;
		return next > 1 ? next : null;
	}

	const more = total === null ? count >= size : page * size < total && count > 0;
	return more ? page + 1 : null;
}

/** Returns whether all runs on the pages after `page` are probably older than those on it. */
export function areLaterPagesOlder(
	page: number,
	{orders, total}: Pick<RunOrderPage, 'orders' | 'total'>,
	first: ListDirection,
): boolean {
	const newerFollow = first === 'oldest-first' && (page === 1 || total === null);
	return first !== 'none' && !newerFollow && directionOf(orders) !== 'none';
}

/** Returns how many runs a full page has. The service may send fewer than requested, and then reports this size. */
function fullPageSize({count, size}: Pick<RunOrderPage, 'count' | 'size'>): number {
	return Math.min(pageSize, Math.max(count, size || pageSize));
}

function isNewestFirst(orders: readonly RunOrder[]): boolean {
	return orders.every(({createdAt}, index) => {
		const before = orders[index - 1]?.createdAt ?? Infinity;
		return createdAt !== null && createdAt <= before;
	});
}
