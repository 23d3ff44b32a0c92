import type {Run, RunOrderId} from '../../core/run.ts';
import {escapeInvisible} from '../../core/text/escape-invisible.ts';
import {cleanName} from '../../core/text/sanitize.ts';
import type {Instant} from '../../core/time/clock.ts';
import type {State} from '../../store/state.ts';
import {andThen, noEffects, type HandlerResult, type Transition} from '../../store/transition.ts';
import {withNotice, withView} from '../../store/with-view.ts';
import {closeOverlay} from '../panes/index.ts';
import {selectedRun} from '../runs/index.ts';
import {notLoaded, type OrderState} from './state.ts';

export function toggleOrder(state: State): HandlerResult {
	const run = selectedRun(state);

	if (state.view.overlay?.kind === 'order') {
		return closeOverlay(state);
	}

	if (run === null) {
		return state;
	}

	const opened = withView(state, {overlay: {kind: 'order', id: run.id, scrollTop: 0}});
	return requestOrder(opened, run.id);
}

/** Requests the orders of runs, except those whose request is waiting. */
export function requestOrders(state: State, ids: readonly RunOrderId[]): Transition {
	return ids.reduce<Transition>(
		(last, id) => andThen(last, current => requestOrder(current, id)),
		noEffects(state),
	);
}

function requestOrder(state: State, id: RunOrderId): Transition {
	const order = state.orders.get(id) ?? notLoaded;
	return order.loading || state.denied !== null
		? noEffects(state)
		: {
				state: withOrder(state, id, {...order, loading: true}),
				effects: [{type: 'loadOrder', id}],
			};
}

/** Copies the inputs of the run whose order is open as a JSON object. Null if no order is open. */
export function copyInputs(state: State, _command: object, at: Instant): HandlerResult | null {
	const {overlay} = state.view;

	if (overlay?.kind !== 'order') {
		return null;
	}

	const {id} = overlay;
	const inputs = state.orders.get(id)?.info?.inputs ?? state.runs.get(id)?.inputs ?? [];
	const json = (text: string) => escapeInvisible(JSON.stringify(text));
	const rows = inputs.map(({key, value}) => `\t${json(key.exact)}: ${json(value.exact)}`);
	return rows.length === 0
		? withNotice(state, {kind: 'no-inputs'}, at)
		: {
				state,
				effects: [
					{type: 'copy', text: `{\n${rows.join(',\n')}\n}`, what: cleanName('inputs (JSON)')},
				],
			};
}

export function setOrder(
	state: State,
	id: RunOrderId,
	result: Pick<OrderState, 'info'> | Pick<OrderState, 'problem'>,
): State {
	const previous = state.orders.get(id) ?? notLoaded;
	const order: OrderState = {...previous, problem: null, ...result, loading: false};
	return withOrder(state, id, order);
}

/** Called after the service has rejected the API key, because no responses to order requests will arrive then. */
export function stopLoadingOrders(orders: State['orders']): State['orders'] {
	return new Map([...orders].map(([id, order]) => [id, {...order, loading: false}]));
}

function withOrder(state: State, id: RunOrderId, order: OrderState): State {
	return {...state, orders: new Map(state.orders).set(id, order)};
}

export type OrderModel = {readonly run: Run; readonly view: OrderState};

export function selectOrder(
	{runs, orders}: State,
	{id}: {readonly id: RunOrderId},
): OrderModel | null {
	const run = runs.get(id);
	return run === undefined ? null : {run, view: orders.get(id) ?? notLoaded};
}
