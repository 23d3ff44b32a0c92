import assert from 'node:assert/strict';
import test from 'node:test';
import type {CostSum, Spending} from '../../../source/core/history.ts';
import {noMoney} from '../../../source/core/money/money.ts';
import {foreignProse} from '../../../source/core/text/sanitize.ts';
import {periods, type MoneyPeriod} from '../../../source/features/money/state.ts';
import type {Action} from '../../../source/store/action.ts';
import {reduce} from '../../../source/store/reducer.ts';
import type {State} from '../../../source/store/state.ts';
import {lineWidth} from '../../../source/ui/line.ts';
import {overlayLines, texts} from '../../helpers/draw.tsx';
import {invoked, stateAfter, watching} from '../../helpers/play.ts';
import {overlayModel, shownOverlay} from '../../helpers/sample-model.ts';
import {appearance, money} from '../../helpers/sample.ts';
import {name, polled, start} from '../../helpers/values.ts';

const balance: Action = {
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
	balance,
);

function draw(state: State, width = 100, height = 20): readonly string[] {
	const {state: overlay, content} = shownOverlay(state, 'money');
	const lines = overlayLines(overlayModel(overlay, content), {width, height}, appearance());
	assert.ok(lines.every(line => lineWidth(line) === width));
	return texts(lines);
}

const open = invoked({type: 'money'});
const next = invoked({type: 'money-period', step: 1});

test('the session: spent, budget and balance, then each workflow, the most expensive first', () => {
	const budgeted = {...session, budget: money('1'), quotes: new Map([['d', money('0.42')]])};
	assert.deepEqual(draw(stateAfter(budgeted, open)).filter(Boolean), [
		'▸Money                                                                                    esc back',
		' ▸session  today  7 days  30 days  all [ ]',
		' spent       ¥0.5403 · ¥0.0003 lost to failures',
		' runs        the 4 that were watched',
		' budget      ¥1.00 · ¥0.4597122 left',
		' unfinished  about ¥0.42',
		' balance     ¥37.20 · prepaid ¥32.20 · cards ¥5.00',
		' By workflow    total  lost to failures  runs  succeeded  p50  p95',
		' wf_1         ¥0.5400                       3       100%  21s  33s',
		' wf_2         ¥0.0003           ¥0.0003     1         0%',
	]);
	const passed = stateAfter({...session, budget: money('0.03'), lowBalance: money('40')}, open);
	const shown = draw(passed).join('\n');
	assert.match(shown, /budget +¥0\.03 · ! over by ¥0\.5102878/);
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
		sum('2026-05-07', {spent: money('0.25')}),
		sum('2026-05-08', {failed: 1, lost: money('0.0312')}),
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
	const month = stateAfter(session, open, next, next, next, loaded);
	const lines = draw(month);
	assert.match(
		lines.slice(3, 5).join(''),
		/^ spent +¥0\.75 runs +all 8 runs of the account, the cost of 1 unknown$/,
	);
	const shown = lines.join('\n');
	assert.match(shown, /文生图 +¥0\.75 +8 +75% +21s +33s\n/);
	assert.match(shown, /2026-05-08 +¥0\.50 +━{16} +4 +¥0\.0312\n 2026-05-07 +¥0\.25 +━{8}─{8} +4\n/);
	const part = stateAfter(month, {...loaded, spending: {...spending, isWhole: false}});
	assert.match(draw(part)[4] ?? '', /the 8 in the history/);
	assert.match(draw(month, 44).join('\n'), /By workflow +total +runs +succeeded +p50\n/);
	const none = {...spending, days: [], workflows: []};
	assert.match(draw(stateAfter(month, {...loaded, spending: none}))[4] ?? '', /none yet$/);
});

test('[ ] go through the periods, and each loads its sums from the start of its first day', () => {
	const opened = stateAfter(session, open);
	const loads = (state: State, action: Action) =>
		reduce(state, action).effects.flatMap(effect =>
			effect.type === 'loadSpending' ? [effect.from] : [],
		);
	const midnight = (days: number) => {
		const date = new Date(start);
		return new Date(date.getFullYear(), date.getMonth(), date.getDate() - days).getTime();
	};
	assert.deepEqual(loads(session, open), []);
	const froms: number[] = [];
	const shown: MoneyPeriod[] = [];
	let state = opened;

	for (const _ of periods) {
		froms.push(...loads(state, next));
		state = stateAfter(state, next);
		const {overlay} = state.view;
		shown.push(overlay?.kind === 'money' ? overlay.period : 'all');
	}

	assert.deepEqual(shown, ['today', 'week', 'month', 'all', 'session']);
	assert.deepEqual(froms, [midnight(0), midnight(6), midnight(29), 0]);
	const back = stateAfter(opened, invoked({type: 'money-period', step: -1}));
	assert.deepEqual(loads(back, polled('d', {progressPercent: 3})), []);
	assert.deepEqual(loads(back, polled('d', {phase: 'succeeded'})), [0]);
	const end = {type: 'readBackEnded', at: start, from: start, isWhole: true} as const;
	assert.deepEqual([loads(back, end), loads(opened, end), loads(session, end)], [[0], [], []]);
});
