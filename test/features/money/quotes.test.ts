import assert from 'node:assert/strict';
import test from 'node:test';
import {selectMoney} from '../../../source/features/money/state.ts';
import type {Action} from '../../../source/store/action.ts';
import type {State} from '../../../source/store/state.ts';
import {stateAfter, watching} from '../../helpers/play.ts';
import {orderLoaded} from '../../helpers/sample-state.ts';
import {money} from '../../helpers/sample.ts';
import {name, polled, start} from '../../helpers/values.ts';
import {order} from '../runs/order.ts';

function quoted(id: string, amount: string) {
	return order(id, {quoteAmount: money(amount)});
}

function found(...orders: ReadonlyArray<ReturnType<typeof order>>): Action {
	return {type: 'runsFound', at: start, orders};
}

function costs(id: string, cost: string, change: Parameters<typeof polled>[1] = {}): Action {
	return polled(id, {totalCost: money(cost), ...change});
}

/** Returns the state after the order of a run was loaded with this quote. */
function ordered(id: string, amount: string, currency = 'CNY'): Action {
	assert.ok(orderLoaded.type === 'orderLoaded');
	const info = {...orderLoaded.info, quoteAmount: money(amount), currency: name(currency)};
	return {...orderLoaded, id, info};
}

function quotes(state: State): unknown {
	return selectMoney(state, {period: 'session'}).unfinished;
}

test('quotes of watched runs come from the run list and from orders, in CNY only', () => {
	const state = stateAfter(
		watching(['b', 'c', 'd']),
		found(quoted('a', '0.1'), quoted('b', '0.2'), order('e')),
		ordered('c', '0.3'),
		ordered('d', '0.4', 'USD'),
	);
	assert.equal(quotes(state), '0.6');
	assert.equal(stateAfter(state, found(quoted('a', '0.1'))).quotes, state.quotes);
});

test('a run that is picked from the run list has its quote', () => {
	const response = {orders: [quoted('p', '0.7')], count: 1, total: 1};
	const opened = stateAfter(watching([]), 'a', {type: 'pageLoaded', at: start, page: 1, response});
	assert.deepEqual([quotes(opened), quotes(stateAfter(opened, 'enter'))], [null, '0.7']);
});

test('the quote of a run that has ended, or was removed, does not count', () => {
	const state = stateAfter(
		watching([]),
		found(
			quoted('a', '0.1'),
			quoted('b', '0.2'),
			order('c', {quoteAmount: money('0.4'), phase: 'succeeded'}),
		),
	);
	assert.equal(quotes(state), '0.3');
	const ended = stateAfter(state, costs('b', '0.1', {phase: 'failed'}));
	assert.equal(quotes(ended), '0.1');
	const removed = stateAfter(ended, '-');
	assert.deepEqual([removed.runs.has('a'), quotes(removed)], [false, null]);
});
