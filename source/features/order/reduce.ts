import type {RunOrderId} from '../../core/run.ts';
import type {OrderView, State} from '../../store/state.ts';
import {noEffects, type Transition} from '../../store/transition.ts';
import {withView} from '../../store/with-view.ts';

/** Rows of the order view before those of the inputs, and its length before it is known what the inputs are. */
export const orderHeadRows = 25;

const unasked: OrderView = {info: null, asking: false, problem: null};

/** Opens the order and billing view of the selected run, or closes it. It is asked for each time it is opened. */
export function toggleOrder(state: State): Transition {
	const {overlay, selected} = state.view;

	if (overlay !== null) {
		return noEffects(withView(state, {overlay: null}));
	}

	if (selected === null || !state.runs.has(selected)) {
		return noEffects(state);
	}

	const known = state.orders.get(selected) ?? unasked;
	const opened = withView(state, {
		overlay: {kind: 'order', id: selected, top: 0, length: orderRows(known)},
	});
	return known.asking || state.denied !== null
		? noEffects(opened)
		: {
				state: withOrder(opened, selected, {...known, asking: true}),
				effects: [{type: 'loadOrder', id: selected}],
			};
}

/** Takes in what came of the question for an order. The view has as many rows as there is to tell. */
export function setOrder(
	state: State,
	id: RunOrderId,
	told: Pick<OrderView, 'info'> | Pick<OrderView, 'problem'>,
): State {
	const known = state.orders.get(id) ?? unasked;
	const order: OrderView = {...known, problem: null, ...told, asking: false};
	const after = withOrder(state, id, order);
	const {overlay} = state.view;
	return overlay?.kind === 'order' && overlay.id === id
		? withView(after, {overlay: {...overlay, length: orderRows(order)}})
		: after;
}

/** A key that was refused answers nothing: no order is being waited for any more. */
export function denyOrders(orders: State['orders']): State['orders'] {
	return new Map([...orders].map(([id, order]) => [id, {...order, asking: false}]));
}

function orderRows({info}: OrderView): number {
	return orderHeadRows + (info?.inputs.length ?? 0);
}

function withOrder(state: State, id: RunOrderId, order: OrderView): State {
	return {...state, orders: new Map(state.orders).set(id, order)};
}
