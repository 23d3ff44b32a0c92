import assert from 'node:assert/strict';
import test from 'node:test';
import type {OrderInfo} from '../../../source/core/run-order.ts';
import {foreignName, foreignProse} from '../../../source/core/text/sanitize.ts';
import {orderText} from '../../../source/features/order/order-text.ts';
import {notLoaded, type OrderState} from '../../../source/features/order/state.ts';
import type {Action} from '../../../source/store/action.ts';
import {reduce} from '../../../source/store/reducer.ts';
import {texts} from '../../helpers/draw.tsx';
import {invoked, stateAfter, watching} from '../../helpers/play.ts';
import {orderLoaded} from '../../helpers/sample-state.ts';
import {appearance, money, now, run} from '../../helpers/sample.ts';
import {name, problem, start} from '../../helpers/values.ts';

test('a status is shown as the service sends it, with its meaning in the language of the user', () => {
	const change = {
		freezeStatus: foreignName('part_frozen'),
		submissionStatus: null,
		settlementStatus: foreignName('已结算'),
	};
	assert.deepEqual(rows('en', change).slice(7, 11), [
		'hold             part_frozen',
		'submission       –',
		'run              running',
		'settlement       已结算 (settled)',
	]);
	assert.deepEqual(rows('zh', change).slice(9, 11), [
		'运行状态       running（运行中）',
		'结算           已结算',
	]);
});

test('the amounts are exact; in another currency than CNY they have its code', () => {
	const amounts = {
		quoteAmount: money('0.05'),
		finalAmount: money('0.03120001'),
		releasedAmount: money('0.01879999'),
	};
	const amountRows = (change: Partial<OrderInfo>) =>
		rows('en', {...amounts, ...change}).filter(row => /^(quote|final|refunded)/.test(row));
	assert.deepEqual(amountRows({}), [
		'quote            ¥0.05',
		'final amount     ¥0.03120001',
		'refunded         ¥0.01879999',
	]);
	assert.match(amountRows({currency: name('USD')}).join(), /0\.05 USD.*0\.03120001 USD/);
});

test('the error is its code and its message', () => {
	const error = (code: string | null, message: string | null) =>
		rows('en', {
			errorCode: code === null ? null : foreignName(code),
			errorMessage: message === null ? null : foreignProse(message),
		}).find(row => row.startsWith('error '));
	assert.equal(error('NODE_FAILED', '显存不足'), 'error            NODE_FAILED: 显存不足');
	assert.equal(error(null, '不知道'), 'error            不知道');
	assert.equal(error(null, null), 'error            –');
});

test('an order is requested once, and again after it has come or could not be read', () => {
	const order = invoked({type: 'order'});
	const waiting = reduce(watching(['wfrun_1']), order);
	assert.deepEqual(waiting.effects, [{type: 'loadOrder', id: 'wfrun_1'}]);
	assert.deepEqual(reduce(stateAfter(waiting.state, order), order).effects, []);
	const answers = [
		{...orderLoaded, id: 'wfrun_1'} as Action,
		{type: 'orderFailed', at: start, id: 'wfrun_1', problem: problem()} as const,
	];

	for (const answer of answers) {
		const closed = stateAfter(waiting.state, answer, order);
		assert.deepEqual(reduce(closed, order).effects, waiting.effects);
	}
});

test('the inputs are copied as a JSON object, also a single one; without inputs a notice says so', () => {
	const copied = (inputs: OrderInfo['inputs']) => {
		assert.ok(orderLoaded.type === 'orderLoaded');
		const info = {...orderLoaded.info, inputs};
		const open = stateAfter(watching(['wfrun_1']), invoked({type: 'order'}), {
			...orderLoaded,
			id: 'wfrun_1',
			info,
		});
		return reduce(open, invoked({type: 'copy'}));
	};
	const one = {key: foreignName('6.text'), value: foreignName('雨夜 "x"')};
	assert.deepEqual(
		copied([one]).effects.map(effect => effect.type === 'copy' && effect.text),
		['{\n\t"6.text": "雨夜 \\"x\\""\n}'],
	);
	assert.deepEqual(copied([]).effects, []);
	assert.deepEqual(copied([]).state.view.notice?.notice, {kind: 'no-inputs'});
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
	assert.ok(orderLoaded.type === 'orderLoaded');
	const info = {...orderLoaded.info, totalCost: money('1'), ...change};
	return linesOf({...notLoaded, info}, 78, language);
}

function linesOf(order: OrderState, width: number, language?: 'en' | 'zh'): readonly string[] {
	const context = {now, width, appearance: appearance(language)};
	return texts(orderText.lines({run: run('wfrun_1'), order}, context));
}
