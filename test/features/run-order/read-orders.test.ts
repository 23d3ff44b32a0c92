import assert from 'node:assert/strict';
import test from 'node:test';
import type {OrderInfo} from '../../../source/core/run-order.ts';
import type {Action} from '../../../source/store/action.ts';
import type {State} from '../../../source/store/state.ts';
import {play, stateAfter, watching} from '../../helpers/play.ts';
import {orderLoaded} from '../../helpers/sample-state.ts';
import {money} from '../../helpers/sample.ts';
import {name, polled, start} from '../../helpers/values.ts';

const {info: open} = orderLoaded as {readonly info: OrderInfo};

/** A poll of the other run, which goes on, at this second. */
const poll = (second: number) => polled('goes-on', {}, [], start + second * 1000);
const read = (second: number, info: OrderInfo | null): Action => ({
	type: 'orderRead',
	at: start + second * 1000,
	id: 'ended',
	info,
});

/** The orders that are requested by an action. */
function requested(state: State, action: Action): readonly string[] {
	return play(state, action).effects.flatMap(effect =>
		effect.type === 'readOrders' ? effect.ids : [],
	);
}

test('the order of an ended run is read three times, ten seconds apart, until it says what was charged', () => {
	const watched: State = {...watching(['ended', 'goes-on']), reportsOrders: true};
	const running = stateAfter(watched, polled('ended'), poll(0), read(0, open));
	const end = polled('ended', {phase: 'succeeded'}, [], start + 20_000);
	assert.deepEqual(requested(running, end), ['ended']);
	const once = stateAfter(running, end, read(21, null));
	assert.deepEqual(requested(once, poll(29.999)), []);
	assert.deepEqual(requested(once, poll(30)), ['ended']);
	const waiting = stateAfter(once, poll(30));
	assert.deepEqual(requested(waiting, poll(60)), [], 'the order has not come yet');
	const twice = stateAfter(waiting, read(31, open));
	assert.deepEqual(requested(twice, poll(39.999)), []);
	assert.deepEqual(requested(twice, poll(40)), ['ended']);
	const charged = {
		...open,
		runStatus: name('completed'),
		settlementStatus: name('settled'),
		finalAmount: money('0.04'),
	};
	assert.deepEqual(requested(stateAfter(waiting, read(31, charged)), poll(99)), []);
	const thrice = stateAfter(twice, poll(40), read(41, open));
	assert.deepEqual(requested(thrice, poll(99)), []);
});
