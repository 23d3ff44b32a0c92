import type {Problem} from '../../core/problem.ts';
import type {OrderInfo} from '../../core/run-order.ts';
import type {RunOrderId} from '../../core/run.ts';

/**
 * The order of a run. `info`: the order from the latest successful response, even while it is loaded again; null before
 * the first one. `problem`: why the latest request failed; null if it did not fail.
 */
export type OrderState = {
	readonly info: OrderInfo | null;
	readonly loading: boolean;
	readonly problem: Problem | null;
};

export type OrdersState = {readonly orders: ReadonlyMap<RunOrderId, OrderState>};

export const initialOrders: OrdersState = {orders: new Map()};

export const notLoaded: OrderState = {info: null, loading: false, problem: null};
