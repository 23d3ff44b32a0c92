import {chargedAmount, type OrderInfo} from '../../core/run-order.ts';
import {hasEnded, wasPolled, watchedRuns, type Run, type RunOrderId} from '../../core/run.ts';
import type {Duration, Instant} from '../../core/time/clock.ts';
import type {Action} from '../../store/action.ts';
import type {State} from '../../store/state.ts';
import type {HandlerResult} from '../../store/transition.ts';
import {notLoaded, type OrderState} from './state.ts';

/** How often an order is read after the end of its run, at most, until it says what was charged. */
const maxAfterEnd = 3;
/** The minimum time between these readings. */
const pause: Duration = 10_000;

/**
 * For the `order` event, reads the order of each run once, when every run was polled, and again after its end. That
 * depends on responses alone, so that no timer holds up the end of the watch.
 */
export function readOrders(state: State, action: Action): HandlerResult {
	if (!state.reportsOrders || (action.type !== 'polled' && action.type !== 'orderRead')) {
		return state;
	}

	const {at} = action;
	const runs = watchedRuns(state.runs);
	const due = runs.every(wasPolled)
		? runs.filter(run => isDue(run, state.orders.get(run.id) ?? notLoaded, at))
		: [];

	if (due.length === 0) {
		return state;
	}

	const orders = new Map(state.orders);

	for (const run of due) {
		const order = orders.get(run.id) ?? notLoaded;
		const afterEnd = hasEnded(run) ? (order.reading?.afterEnd ?? 0) + 1 : 0;
		orders.set(run.id, {...order, reading: {at, isWaiting: true, afterEnd}});
	}

	return {
		state: {...state, orders},
		effects: [{type: 'readOrders', ids: due.map(({id}) => id)}],
	};
}

function isDue(run: Run, {info, reading}: OrderState, at: Instant): boolean {
	if (run.execution === null || reading === null) {
		return run.execution !== null;
	}

	const {isWaiting, afterEnd} = reading;

	if (isWaiting || !hasEnded(run) || (info !== null && chargedAmount(info) !== null)) {
		return false;
	}

	return afterEnd === 0 || (afterEnd < maxAfterEnd && at >= reading.at + pause);
}

/** `info` is null if the order could not be read. */
export function endReading(state: State, id: RunOrderId, info: OrderInfo | null): State {
	const order = state.orders.get(id) ?? notLoaded;
	const {reading} = order;

	if (reading === null) {
		return state;
	}

	const read = {...order, info: info ?? order.info, reading: {...reading, isWaiting: false}};
	return {...state, orders: new Map(state.orders).set(id, read)};
}
