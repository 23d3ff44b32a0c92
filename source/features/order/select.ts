import type {Run} from '../../core/run.ts';
import type {State} from '../../store/state.ts';
import {notLoaded, type OrderState} from './state.ts';

export type OrderModel = {readonly run: Run; readonly view: OrderState};

export function selectOrder({view, runs, orders}: State): OrderModel | null {
	if (view.overlay?.kind !== 'order') {
		return null;
	}

	const run = runs.get(view.overlay.id);
	const order = orders.get(view.overlay.id) ?? notLoaded;
	return run === undefined ? null : {run, view: order};
}
