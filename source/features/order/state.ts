import type {Problem} from '../../core/problem.ts';
import type {OrderInfo} from '../../core/run-order.ts';
import type {RunOrderId} from '../../core/run.ts';

/** `info`: from the latest successful response; null before it. `problem`: why the latest request failed. */
export type OrderState = {
	readonly info: OrderInfo | null;
	readonly loading: boolean;
	readonly problem: Problem | null;
};

export type OrdersState = {readonly orders: ReadonlyMap<RunOrderId, OrderState>};

export const initialOrders: OrdersState = {orders: new Map()};

export const notLoaded: OrderState = {info: null, loading: false, problem: null};
