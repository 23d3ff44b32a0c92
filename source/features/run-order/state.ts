import type {Problem} from '../../core/problem.ts';
import type {OrderInfo} from '../../core/run-order.ts';
import type {Run, RunOrderId} from '../../core/run.ts';
import type {Instant} from '../../core/time/clock.ts';

/** `info`: from the latest successful response; null before it. `problem`: why the latest request failed. */
export type OrderState = {
	readonly info: OrderInfo | null;
	readonly loading: boolean;
	readonly problem: Problem | null;
	/**
	 * The latest reading for the `order` event; null before the first. `afterEnd`: how often the order was read since the
	 * run has ended.
	 */
	readonly reading: {
		readonly at: Instant;
		readonly isWaiting: boolean;
		readonly afterEnd: number;
	} | null;
};

export type OrderModel = {readonly run: Run; readonly order: OrderState};

export type OrdersState = {
	readonly runOrders: ReadonlyMap<RunOrderId, OrderState>;
	/** Whether the order of each watched run is read for the `order` event. */
	readonly reportsOrders: boolean;
};

export const notLoaded: OrderState = {
	info: null,
	loading: false,
	problem: null,
	reading: null,
};
