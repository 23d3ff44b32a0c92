import assert from 'node:assert/strict';
import test from 'node:test';
import type {OrderInfo} from '../../../source/core/run-order.ts';
import {foreignProse} from '../../../source/core/text/sanitize.ts';
import {notLoaded, type OrderState} from '../../../source/features/run-order/index.ts';
import {runOrderText} from '../../../source/features/run-order/run-order-text.ts';
import type {Action} from '../../../source/store/action.ts';
import type {State} from '../../../source/store/state.ts';
import {texts} from '../../helpers/draw.tsx';
import {play, stateAfter, watching} from '../../helpers/play.ts';
import {orderLoaded} from '../../helpers/sample-state.ts';
import {appearance, money, now, run} from '../../helpers/sample.ts';
import {name, polled, problem, start} from '../../helpers/values.ts';

const {info} = orderLoaded as {readonly info: OrderInfo};

test('a status is shown as the service sends it, with its meaning in the language of the user', () => {
	const change = {
		freezeStatus: name('part_frozen'),
		submissionStatus: null,
		settlementStatus: name('已结算'),
	};
	assert.deepEqual(rows('en', change).slice(11, 15), [
		'hold             part_frozen',
		'submission       –',
		'run              running',
		'settlement       已结算 (settled)',
	]);
	assert.deepEqual(rows('zh', change).slice(13, 15), [
		'运行状态   running（运行中）',
		'结算       已结算',
	]);
});

test('amounts are exact, in another currency than CNY with its code; the error is its code and its message', () => {
	const amounts = {quoteAmount: money('0.05'), finalAmount: money('0.03120001')};

	for (const [change, row] of [
		[amounts, 'quote            ¥0.05000000'],
		[amounts, 'final amount     ¥0.03120001'],
		[{releasedAmount: money('0.01879999')}, 'refunded         ¥0.01879999'],
		[{...amounts, currency: name('USD')}, 'quote            0.05 USD'],
		[{...amounts, currency: name('USD')}, 'final amount     0.03120001 USD'],
		[
			{errorCode: name('NODE_FAILED'), errorMessage: foreignProse('显存不足')},
			'error            NODE_FAILED: 显存不足',
		],
		[{errorMessage: foreignProse('不知道')}, 'error            不知道'],
		[{}, 'error            –'],
	] as const) {
		assert.ok(rows('en', change).includes(row), row);
	}
});

/** The answer to the request for the order of the run. */
function loaded(change: Partial<OrderInfo> = {}): Action {
	return {type: 'orderLoaded', at: start, id: 'wfrun_1', info: {...info, ...change}};
}

test('an order is requested once, and again after it has come or could not be read', () => {
	const waiting = play(watching(['wfrun_1']), 'i');
	assert.deepEqual(waiting.effects, [{type: 'loadOrder', id: 'wfrun_1'}]);
	assert.deepEqual(play(waiting.state, 'i i').effects, []);

	for (const answer of [
		loaded(),
		{type: 'orderFailed', at: start, id: 'wfrun_1', problem: problem()} as const,
	]) {
		assert.deepEqual(play(waiting.state, answer, 'i i').effects, waiting.effects);
	}
});

test('the inputs are copied as a JSON object, also a single one; without inputs a notice says so', () => {
	const copied = (inputs: OrderInfo['inputs']) =>
		play(watching(['wfrun_1']), 'i', loaded({inputs}), 'y');
	const [, copy] = copied([{key: name('6.text'), value: name('雨夜 "x"')}]).effects;
	assert.equal(copy?.type === 'copyInputs' && copy.text, '{\n\t"6.text": "雨夜 \\"x\\""\n}');
	const none = copied([]);
	assert.equal(none.effects.length, 1);
	assert.deepEqual(none.state.view.notice?.notice, {kind: 'no-inputs'});
});

test('a sentence about a problem is wrapped, not cut', () => {
	const order = {...notLoaded, problem: problem({kind: 'not-found', httpStatus: 404})};
	const drawn = (width: number) => linesOf(order, width);
	const whole = drawn(500);
	const narrow = drawn(40);
	const sentence = narrow.slice(0, narrow.length - whole.length + 1);
	assert.ok(sentence.length > 1 && sentence.every(row => row.length <= 40), sentence.join('|'));
	assert.equal(sentence.join(' '), whole[0]);
});

function rows(language: 'en' | 'zh', change: Partial<OrderInfo>): readonly string[] {
	return linesOf({...notLoaded, info: {...info, totalCost: money('1'), ...change}}, 78, language);
}

function linesOf(order: OrderState, width: number, language?: 'en' | 'zh'): readonly string[] {
	const context = {now, width, appearance: appearance(language)};
	return texts(runOrderText.lines({run: run('wfrun_1'), order, costNotice: null}, context));
}

/** A poll of the other run, which is still running, at this second. */
const poll = (second: number) => polled('goes-on', {}, [], start + second * 1000);
const read = (second: number, answer: OrderInfo | null): Action => {
	const common = {at: start + second * 1000, id: 'ended'};
	return answer === null
		? {...common, type: 'orderFailed', problem: problem()}
		: {...common, type: 'orderLoaded', info: answer};
};

/** The orders that are requested by an action. */
function requested(state: State, action: Action): readonly string[] {
	return play(state, action).effects.flatMap(effect =>
		effect.type === 'readOrders' ? effect.ids : [],
	);
}

test('the order of an ended run is read three times, ten seconds apart, until it says what was charged', () => {
	const watched: State = {...watching(['ended', 'goes-on']), reportsOrders: true};
	const running = stateAfter(watched, polled('ended'), poll(0), read(0, info));
	const end = polled('ended', {phase: 'succeeded'}, [], start + 20_000);
	assert.deepEqual(requested(running, end), ['ended']);
	const once = stateAfter(running, end, read(21, null));
	assert.deepEqual(requested(once, poll(29.999)), []);
	assert.deepEqual(requested(once, poll(30)), ['ended']);
	const waiting = stateAfter(once, poll(30));
	assert.deepEqual(requested(waiting, poll(60)), [], 'the order has not come yet');
	const twice = stateAfter(waiting, read(31, info));
	assert.deepEqual(requested(twice, poll(39.999)), []);
	assert.deepEqual(requested(twice, poll(40)), ['ended']);
	const charged = {
		...info,
		runStatus: name('completed'),
		settlementStatus: name('settled'),
		finalAmount: money('0.04'),
	};
	assert.deepEqual(requested(stateAfter(waiting, read(31, charged)), poll(99)), []);
	const thrice = stateAfter(twice, poll(40), read(41, info));
	assert.deepEqual(requested(thrice, poll(99)), []);
});
