import type {Problem} from '../../core/problem.ts';
import type {RunOrder, RunOrderPage} from '../../core/run-order.ts';
import {directionOf, pageAfter, type ListDirection} from '../../core/run-pages.ts';
import type {RunOrderId} from '../../core/run.ts';

/** What has been read of the account's run list. */
export type PickerLoad = {
	/** The loaded runs in the order of the responses, without duplicates. */
	readonly orders: ReadonlyMap<RunOrderId, RunOrder>;
	/** The number of runs in the account; null if unknown. */
	readonly total: number | null;
	/** The sort order in which the service lists runs, detected from the first page. */
	readonly direction: ListDirection;
	/** The number of the next page to load; null if all pages are loaded. */
	readonly nextPage: number | null;
	readonly loading: boolean;
	readonly problem: Problem | null;
	/** The number of pages that may still be loaded before the user presses another key. */
	readonly pagesAhead: number;
};

/** A page has 100 runs. Among 1,000 runs, enough usually match the typed text to fill even a tall screen. */
export const maxPagesAhead = 10;

export const initialLoad: PickerLoad = {
	orders: new Map(),
	total: null,
	direction: 'none',
	nextPage: 1,
	loading: false,
	problem: null,
	pagesAhead: maxPagesAhead,
};

export function addPage(load: PickerLoad, page: number, response: RunOrderPage): PickerLoad {
	const direction = page === 1 ? directionOf(response.orders) : load.direction;
	const added = response.orders.map(order => [order.id.exact, order] as const);
	const orders = new Map([...load.orders, ...added]);
	// A service that ignores the page number repeats its first page.
	const isRepeated = orders.size === load.orders.size;
	return {
		orders,
		direction,
		total: response.total,
		nextPage: isRepeated ? null : pageAfter(page, response, direction),
		loading: false,
		problem: null,
		pagesAhead: load.pagesAhead,
	};
}
