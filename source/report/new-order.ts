import {chargedAmount} from '../core/run-order.ts';
import type {Action} from '../store/action.ts';
import type {State} from '../store/state.ts';
import type {ReportEvent} from './event.ts';

/** Yields the order of a run when it becomes known, and when the charged amount becomes known or changes. */
export function* newOrder({orders}: State, {runs}: State, action: Action): Generator<ReportEvent> {
	if ((action.type !== 'orderLoaded' && action.type !== 'orderRead') || action.info === null) {
		return;
	}

	const {at, id, info: order} = action;
	const run = runs.get(id);
	const before = orders.get(id)?.info ?? null;
	const charged = chargedAmount(order);
	const isNew = before === null || (charged !== null && charged !== chargedAmount(before));

	if (run !== undefined && isNew) {
		yield {event: 'order', at, run, order};
	}
}
