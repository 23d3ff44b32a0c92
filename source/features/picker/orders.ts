import {phaseOf} from '../../api/wire/responses.ts';
import {listedOrder, type ListedRun} from '../../core/listed-run.ts';
import {memoizeByObject} from '../../core/memoize.ts';
import type {RunOrder} from '../../core/run-order.ts';
import {idsIn, looksLikeId, type RunOrderId} from '../../core/run.ts';
import type {SavedState} from '../../core/saved-state.ts';
import {foreignName, foreignTitle} from '../../core/text/sanitize.ts';
import type {Duration} from '../../core/time/clock.ts';
import type {State} from '../../store/state.ts';
import {filterOrders} from '../runs/index.ts';

/** How often the list is filtered again, for terms like `created:<24h`. */
const refreshMs: Duration = 60_000;

/** Returns a run with only an id. */
function unknownOrder(id: RunOrderId): RunOrder {
	return {
		id: foreignName(id),
		title: null,
		status: null,
		phase: 'other',
		createdAt: null,
		workflowId: null,
		revisionId: null,
		quoteAmount: null,
		finalAmount: null,
	};
}

/** The runs that were removed from the list, the last one first. */
export function removedOrders(dropped: SavedState['dropped']): ReadonlyMap<RunOrderId, RunOrder> {
	return new Map(
		[...dropped].toReversed().map(([id, {title, status}]) => [
			id,
			{
				...unknownOrder(id),
				title: title === null ? null : foreignTitle(title),
				status: status === null ? null : foreignName(status),
				phase: phaseOf(status ?? ''),
			},
		]),
	);
}

type Found = {readonly orders: ReadonlyMap<RunOrderId, RunOrder>; readonly filter: string};

/**
 * Returns the runs that the typed text finds, the newest first, and after them the typed ids of other runs. Ids of the
 * usual form find only the runs with these ids.
 */
export function pickerRows({runs, now}: State, {orders, filter}: Found): readonly ListedRun[] {
	return memoizedRows(orders, filter, runs, Math.floor(now / refreshMs));
}

const memoizedRows = memoizeByObject(
	(
		orders: Found['orders'],
		filter: string,
		runs: State['runs'],
		minute: number,
	): readonly ListedRun[] => {
		const ids = typedIds(filter);
		const isWhole = ids.length > 0 && ids.every(id => /^wfrun_[\da-f]{20}$/.test(id));
		const toRow = (order: RunOrder): ListedRun => ({
			...listedOrder(order),
			run: runs.get(order.id.exact) ?? null,
		});
		const found = isWhole
			? []
			: filterOrders([...orders.values()].map(toRow), filter, minute * refreshMs);
		const others = ids.filter(id => isWhole || !orders.has(id));
		return [
			...found.toSorted((a, b) => (b.createdAt ?? 0) - (a.createdAt ?? 0)),
			...others.map(id => toRow(orderWithId(orders, id))),
		];
	},
);

/** Returns a loaded run, or else one with only an id. */
export function orderWithId(orders: Found['orders'], id: RunOrderId): RunOrder {
	return orders.get(id) ?? unknownOrder(id);
}

/** Returns the ids in the text; none if it contains any other word, since the text then filters the list. */
export function typedIds(text: string): readonly RunOrderId[] {
	const words = idsIn(text);
	return words.every(looksLikeId) ? words : [];
}
