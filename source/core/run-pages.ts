import type {RunOrder, RunOrderPage} from './run-order.ts';

/** Items of a page: the most that the API gives. */
export const pageSize = 100;

/** In which order the list comes, as a page of it shows: nobody says, and `none` is no order at all. */
export type ListDirection = 'newest-first' | 'oldest-first' | 'none';

/** The order of the items of a page. One that fits both counts as the newest first. */
export function directionOf(orders: readonly RunOrder[]): ListDirection {
	if (isSorted(orders)) {
		return 'newest-first';
	}

	return isSorted(orders.toReversed()) ? 'oldest-first' : 'none';
}

/**
 * The page to read after this one; null where all have been read. Where the oldest come first the pages go from the
 * last one backwards, since what is new is there: for that `total` must be told. `first` is the direction that the
 * first page showed.
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

/** Whether no item is newer than the one before it. */
function isSorted(orders: readonly RunOrder[]): boolean {
	return orders.every(({createdAt}, index) => {
		const before = orders[index - 1]?.createdAt ?? Infinity;
		return createdAt !== null && createdAt <= before;
	});
}
