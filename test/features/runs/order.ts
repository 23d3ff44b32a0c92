import type {RunListQuery, RunOrder, RunOrderPage} from '../../../source/core/run-order.ts';
import {name, start} from '../../helpers/values.ts';

/** An item of the account's run list. */
export function order(id: string, change: Partial<RunOrder> = {}): RunOrder {
	return {
		id: name(id),
		workflowId: null,
		title: null,
		status: null,
		phase: 'running',
		createdAt: start,
		revisionId: null,
		quoteAmount: null,
		finalAmount: null,
		...change,
	};
}

/** The runs `r0` (the newest), `r1` (a minute older) and so on. */
export function newestFirst(count: number): readonly RunOrder[] {
	return Array.from({length: count}, (_, index) =>
		order(`r${index}`, {createdAt: start - index * 60_000}),
	);
}

/** Answers requests for pages of a run list with these runs. */
export function pagesOf(runs: readonly RunOrder[]) {
	return ({page, pageSize = 100}: Pick<RunListQuery, 'page' | 'pageSize'>): RunOrderPage => {
		const orders = runs.slice((page - 1) * pageSize, page * pageSize);
		return {orders, count: orders.length, total: runs.length};
	};
}
