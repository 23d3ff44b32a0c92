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
 * Returns the number of the next page; null after the last one. If page 1 is sorted oldest first and `total` is known,
 * it is followed by the last page and then by earlier ones, so that the newest runs arrive soon.
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
