import assert from 'node:assert/strict';
import test from 'node:test';
import type {CostSum, Spending} from '../../../source/core/history.ts';
import {noMoney, parseMoney} from '../../../source/core/money/money.ts';
import {foreignProse} from '../../../source/core/text/sanitize.ts';
import {selectMoney, unknownDay} from '../../../source/features/money/state.ts';
import {selectHeader} from '../../../source/features/screen-model.ts';
import type {Action} from '../../../source/store/action.ts';
import type {State} from '../../../source/store/state.ts';
import {lineWidth} from '../../../source/ui/line.ts';
import {overlayLines, texts} from '../../helpers/draw.tsx';
import {added, play, stateAfter, watching, type Step} from '../../helpers/play.ts';
import {overlayModel, shownOverlay} from '../../helpers/sample-model.ts';
import {orderLoaded} from '../../helpers/sample-state.ts';
import {appearance, money} from '../../helpers/sample.ts';
import {name, polled, start} from '../../helpers/values.ts';
import {order} from '../runs/order.ts';

const filled: Action = {
	type: 'balanceLoaded',
	at: start,
	balance: {prepaid: money('32.2'), cards: money('5')},
};

/** Three runs of this session in two workflows, and one that has not ended. */
const session = stateAfter(
	watching(['a', 'b', 'c', 'd']),
	...['a', 'b', 'c', 'd'].map(id => polled(id, {workflowId: name(id === 'a' ? 'wf_2' : 'wf_1')})),
	polled('a', {
		phase: 'failed',
		totalCost: money('0.00028780'),
		workflowId: name('wf_2'),
	}),
	polled('b', {phase: 'succeeded', totalCost: money('0.03'), actualDurationSec: 21}),
	polled('c', {phase: 'succeeded', totalCost: money('0.5'), actualDurationSec: 33}),
	polled('d', {totalCost: money('0.01')}),
	filled,
);

function draw(state: State, width = 100, height = 20): readonly string[] {
	const {state: overlay, content} = shownOverlay(state, 'money');
	const lines = overlayLines(overlayModel(overlay, content), {width, height}, appearance());
	assert.ok(lines.every(line => lineWidth(line) === width));
	return texts(lines);
}

test('the session: spent, budget and balance, then each workflow, the most expensive first', () => {
	const planned = {...session, budget: money('1'), quotes: new Map([['d', money('0.42')]])};
	assert.deepEqual(draw(stateAfter(planned, '$')).filter(Boolean), [
		'▸Money                                                                                    esc back',
		' ▸session  today  7 days  30 days  all [ ]',
		' spent       ¥0.5403 · ¥0.0003 lost to failures · the 4 that were watched',
		' budget      ¥1.00 · ¥0.4597 left',
		' unfinished  about ¥0.42 (quotes)',
		' balance     ¥37.20 · prepaid ¥32.20 · cards ¥5.00',
		' By workflow         total     lost  runs  success  p50  p95',
		' wf_1              ¥0.5400              3     100%  21s  33s',
		' wf_2              ¥0.0003  ¥0.0003     1       0%    –    –',
	]);
	const title = foreignProse('Product shot · white background');
	const workflows = spending.workflows.map(workflow => ({...workflow, title, lost: noMoney}));
	const named = {...spending, days: [], workflows};
	const opened = stateAfter(session, '$ ]', {type: 'spendingLoaded', at: start, spending: named});
	assert.match(draw(opened, 80).join('\n'), /Product shot · white background  ¥0\.75/);
	const passed = stateAfter({...session, budget: money('0.03'), lowBalance: money('40')}, '$');
	const shown = draw(passed).join('\n');
	assert.match(shown, /budget +¥0\.03 · ! over by ¥0\.5103/);
	assert.match(shown, /balance +! ¥37\.20/);
});

function sum(key: string, change: Partial<CostSum> = {}): CostSum {
	return {
		key,
		title: null,
		runs: 4,
		succeeded: 4,
		failed: 0,
		canceled: 0,
		spent: money('0.5'),
		billed: money('0.5'),
		lost: noMoney,
		priced: 4,
		...change,
	};
}

const spending: Spending = {
	from: start,
	days: [
		sum('2026-05-07', {spent: money('0.25'), succeeded: 249, failed: 1}),
		sum('2026-05-08', {failed: 2, lost: money('0.0312')}),
	],
	workflows: [
		{
			...sum('wf_1', {runs: 8, succeeded: 6, failed: 2, spent: money('0.75'), priced: 7}),
			title: foreignProse('文生图'),
			p50: 21,
			p95: 33,
		},
	],
	isWhole: true,
};

test('a period of the history: what it covers, workflows, and bars per day, the newest first', () => {
	const loaded = {type: 'spendingLoaded', at: start, spending} as const;
	const month = stateAfter(session, '$ ] ] ]', loaded);
	const lines = draw(month);
	assert.match(
		lines[3] ?? '',
		/^ spent +¥0\.75 · all 8 ended runs of the account, the cost of 1 unknown$/,
	);
	const shown = lines.join('\n');
	assert.match(shown, /文生图 +¥0\.75 +8 +75% +21s +33s\n/);
	assert.match(
		shown,
		/2026-05-08  ━{16}  ¥0\.50  ¥0\.0312 +4 +67%\n 2026-05-07  ━{8}─{8}  ¥0\.25 +4 +99%\n 2026-05-06  ─{16}\n/,
	);
	const part = stateAfter(month, {...loaded, spending: {...spending, isWhole: false}});
	assert.match(draw(part)[3] ?? '', /the 8 in the history/);
	assert.match(draw(month, 44).join('\n'), /By workflow +total +runs +success\n/);

	const canceled = {
		...spending,
		workflows: spending.workflows.map(each => ({...each, canceled: 1, lost: money('0.03')})),
	};
	const withCanceled = draw(stateAfter(month, {...loaded, spending: canceled}))[3];
	assert.match(withCanceled ?? '', /¥0\.03 lost to failed and canceled runs/);
	const none = {...spending, days: [], workflows: []};
	assert.match(draw(stateAfter(month, {...loaded, spending: none}))[3] ?? '', /none yet$/);
});

test('[ ] go through the periods, and each loads its sums from the start of its first day', () => {
	const loads = (keys: string, ...steps: readonly Step[]) =>
		play(stateAfter(session, keys), ...steps).effects.flatMap(effect =>
			effect.type === 'loadSpending' ? [effect.from] : [],
		);
	const midnight = (days: number) => {
		const date = new Date(start);
		return new Date(date.getFullYear(), date.getMonth(), date.getDate() - days).getTime();
	};

	for (const [before, key, period, from] of [
		['', '$', 'session', []],
		['$', ']', 'today', [midnight(0)]],
		['$ ]', ']', 'week', [midnight(6)]],
		['$ ] ]', ']', 'month', [midnight(29)]],
		['$ ] ] ]', ']', 'all', [0]],
		['$ ] ] ] ]', ']', 'session', []],
		['$', '[', 'all', [0]],
	] as const) {
		const {state: overlay} = shownOverlay(stateAfter(session, before, key), 'money');
		assert.deepEqual([overlay.period, loads(before, key)], [period, from]);
	}

	const end = {type: 'readBackEnded', at: start, from: start, isWhole: true} as const;
	assert.deepEqual(loads('$ [', polled('d', {progressPercent: 3})), []);
	assert.deepEqual(loads('$ [', polled('d', {phase: 'succeeded'})), [0]);
	assert.deepEqual(
		['$ [', '$', ''].map(keys => loads(keys, end)),
		[[0], [], []],
	);
});

const minute = 60_000;
const thisSession = {period: 'session'} as const;

function begin(lowBalance: string | null = null): State {
	return {...watching([]), lowBalance: parseMoney(lowBalance)};
}

function left(prepaid: string, at = start, cards = '0'): Action {
	return {type: 'balanceLoaded', at, balance: {prepaid: money(prepaid), cards: money(cards)}};
}

function noticeOf({view}: State): unknown {
	return view.notice?.notice ?? null;
}

test('the header and the view have the exact sum', () => {
	assert.equal(selectHeader(begin()).balance, null);
	assert.equal(selectMoney(begin(), thisSession).balance, null);
	const state = stateAfter(begin(), left('0.1', start, '0.2'));
	assert.equal(selectHeader(state).balance, '0.3');
	const {balance} = selectMoney(state, thisSession);
	assert.deepEqual(balance, {prepaid: '0.1', cards: '0.2', sum: '0.3', isLow: false});
});

test('a failed request keeps what is known', () => {
	const failed: Action = {type: 'balanceLoaded', at: start, balance: null};
	assert.deepEqual(stateAfter(begin(), failed).balance.latest, null);
	assert.equal(stateAfter(begin(), failed).balance.isAnswered, true);
	const state = stateAfter(begin(), left('3'), failed);
	assert.equal(selectHeader(state).balance, '3');
});

test('the warning comes once, and again only after the balance was higher', () => {
	const low = (balance: string) => ({kind: 'low-balance', balance, limit: '5'});
	assert.deepEqual(noticeOf(stateAfter(begin('5'), left('1'))), low('1'));
	assert.equal(noticeOf(stateAfter(begin(), left('1'))), null, 'without a limit');
	const equal = stateAfter(begin('5'), left('4', start, '1'));
	assert.equal(noticeOf(equal), null);
	const below = stateAfter(equal, left('3.99999999', start + minute, '1'));
	assert.deepEqual(noticeOf(below), low('4.99999999'));
	assert.equal(selectHeader(below).isBalanceLow, true);
	const later = {type: 'ticked', at: start + 2 * minute} as const;
	const lower = stateAfter(below, later, left('4', start + 2 * minute));
	assert.equal(noticeOf(lower), null);
	const above = stateAfter(lower, left('8', start + 3 * minute));
	assert.equal(noticeOf(above), null);
	assert.deepEqual(noticeOf(stateAfter(above, left('2', start + 4 * minute))), low('2'));
});

test('while the view is open, the balance is kept fresh', () => {
	const looks = play(begin(), '$ $').effects.filter(({type}) => type === 'lookAtBalance');
	assert.deepEqual(looks, [
		{type: 'lookAtBalance', isLookedAt: true},
		{type: 'lookAtBalance', isLookedAt: false},
	]);
});

function budgeted(ids: readonly string[], budget: string | null = null): State {
	return {...watching(ids), budget: parseMoney(budget)};
}

function costs(id: string, cost: string, change: Parameters<typeof polled>[1] = {}, at = start) {
	return polled(id, {totalCost: parseMoney(cost), ...change}, [], at);
}

test("the session's cost is of the runs that were not final at their first response", () => {
	const state = stateAfter(
		budgeted(['going', 'over', 'new']),
		costs('going', '0.01'),
		costs('over', '5', {phase: 'succeeded', createdAt: start - 1}),
		costs('new', '0.1', {phase: 'succeeded', createdAt: start + 1}),
		costs('going', '0.03'),
		costs('going', '0.03000001', {phase: 'failed'}),
	);
	assert.equal(state.sessionCost.spent, '0.13000001');
	assert.equal(selectHeader(state).spent, '0.13000001');
});

test('a dropped run stays in the sum, and counts once if it is added again', () => {
	const dropped = stateAfter(budgeted(['a']), costs('a', '0.25'), '-');
	const over = costs('a', '0.4', {phase: 'succeeded', createdAt: start - 1});
	const back = stateAfter(dropped, added(['a']), over);
	assert.deepEqual(
		[dropped, back].map(({sessionCost}) => sessionCost.spent),
		['0.25', '0.4'],
	);
});

test('the notice about the budget comes once, when the cost exceeds it', () => {
	const met = stateAfter(budgeted(['a'], '0.5'), costs('a', '0.5'));
	assert.equal(met.view.notice, null);
	const passed = stateAfter(met, costs('a', '0.50000001'));
	const notice = {kind: 'budget-passed', spent: '0.50000001', budget: '0.5'};
	assert.deepEqual(passed.view.notice?.notice, notice);
	const later = stateAfter(passed, {type: 'ticked', at: start + 60_000}, costs('a', '0.9'));
	assert.equal(later.view.notice, null);
	assert.deepEqual([selectHeader(later).spent, selectHeader(later).budget], ['0.9', '0.5']);
});

test('a daily budget counts what other sessions spent today, and of this one only what it spent today', () => {
	const day = (others: string, from = start - 1000, at = start) => ({
		type: 'daySpendingLoaded' as const,
		at,
		from,
		others: parseMoney(others) ?? noMoney,
	});
	const spent = (state: State) => [
		selectHeader(state).spent,
		selectMoney(state, thisSession).spent,
	];
	const begun = stateAfter({...budgeted(['a'], '1'), daySpending: unknownDay}, costs('a', '0.25'));
	assert.deepEqual(spent(begun), ['0.25', '0.25']);
	const known = stateAfter(begun, day('0.5'));
	assert.deepEqual(spent(known), ['0.75', '0.25']);
	assert.equal(known.view.notice, null);
	const passed = stateAfter(known, day('0.8', start - 1000, start + 60_000));
	const notice = {kind: 'budget-passed', spent: '1.05', budget: '1'};
	assert.deepEqual(passed.view.notice?.notice, notice);
	const tomorrow = stateAfter(passed, day('0', start + 5000, start + 5000));
	assert.deepEqual(spent(tomorrow), ['0', '0.25']);
	assert.deepEqual(spent(stateAfter(tomorrow, costs('a', '0.3'))), ['0.05', '0.3']);
});

function quoted(id: string, amount: string) {
	return order(id, {quoteAmount: money(amount)});
}

function found(...orders: ReadonlyArray<ReturnType<typeof order>>): Action {
	return {type: 'runsFound', at: start, orders};
}

/** The list is also read back to the last visit, for the history. */
function readBack(...orders: ReadonlyArray<ReturnType<typeof order>>): Action {
	return {type: 'runsRead', at: start, orders};
}

/** Returns the state after the order of a run was loaded with this quote. */
function ordered(id: string, amount: string, currency = 'CNY'): Action {
	assert.ok(orderLoaded.type === 'orderLoaded');
	const info = {...orderLoaded.info, quoteAmount: money(amount), currency: name(currency)};
	return {...orderLoaded, id, info};
}

function quotes(state: State): unknown {
	return selectMoney(state, thisSession).unfinished;
}

test('quotes of watched runs come from the run list and from orders, in CNY only', () => {
	const state = stateAfter(
		watching(['b', 'c', 'd']),
		found(quoted('a', '0.1'), order('e')),
		readBack(quoted('b', '0.2'), quoted('unwatched', '0.5')),
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
