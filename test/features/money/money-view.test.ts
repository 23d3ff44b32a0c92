import assert from 'node:assert/strict';
import test from 'node:test';
import type {CostSum, Spending} from '../../../source/core/history.ts';
import {noMoney} from '../../../source/core/money/money.ts';
import {foreignProse} from '../../../source/core/text/sanitize.ts';
import type {Action} from '../../../source/store/action.ts';
import type {State} from '../../../source/store/state.ts';
import {lineWidth} from '../../../source/ui/line.ts';
import {overlayLines, texts} from '../../helpers/draw.tsx';
import {play, stateAfter, watching, type Step} from '../../helpers/play.ts';
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

test('the session: spent, budget and balance, then each workflow, the most expensive first', () => {
	const budgeted = {...session, budget: money('1'), quotes: new Map([['d', money('0.42')]])};
	assert.deepEqual(draw(stateAfter(budgeted, '$')).filter(Boolean), [
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
	const passed = stateAfter({...session, budget: money('0.03'), lowBalance: money('40')}, '$');
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
	const month = stateAfter(session, '$ ] ] ]', loaded);
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
