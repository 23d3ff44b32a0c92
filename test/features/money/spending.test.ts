import assert from 'node:assert/strict';
import test from 'node:test';
import type {CostSum, Spending} from '../../../source/core/history.ts';
import {noMoney} from '../../../source/core/money/money.ts';
import {foreignProse} from '../../../source/core/text/sanitize.ts';
import {selectMoney} from '../../../source/features/money/select.ts';
import {spendingLines} from '../../../source/features/money/spending.ts';
import type {Action} from '../../../source/store/action.ts';
import {reduce} from '../../../source/store/reducer.ts';
import type {State} from '../../../source/store/state.ts';
import {lineWidth, textOf} from '../../../source/ui/line.ts';
import {invoked, stateAfter, watching} from '../../helpers/play.ts';
import {appearance, money} from '../../helpers/sample.ts';
import {polled, start} from '../../helpers/values.ts';

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

const times = [20, 22, 21, 19, 20, 23, 21, 20, 22, 21, 30, 32, 29, 31, 33];
const spending: Spending = {
	from: start,
	days: [
		sum('2026-05-07', {spent: money('0.25')}),
		sum('2026-05-08', {failed: 1, lost: money('0.0312'), priced: 3}),
	],
	statuses: [sum('succeeded'), sum('failed', {runs: 1})],
	workflows: [
		{
			...sum('wf_1', {runs: 20, succeeded: 15, failed: 5, spent: money('0.75')}),
			title: foreignProse('文生图'),
			p50: 21,
			p95: 33,
			times,
			costs: times.map(() => money('0.05')),
		},
	],
	isWhole: true,
};

function drawn(change: Partial<Spending> | null, width: number): readonly string[] {
	const lines = spendingLines(change && {...spending, ...change}, width, appearance());
	// The view cuts the headline, and `table-layout.ts` fits the tables.
	assert.ok(lines.slice(2).every(line => lineWidth(line) <= width));
	return lines.map(line => textOf(line).trimEnd());
}

test('the last days: what they cost, what that covers, then workflows, states and days', () => {
	const lines = drawn({}, 140);
	assert.equal(
		lines[1],
		'Last 30 days  ¥0.7500 · all 8 ended runs of the account · the cost of 1 is unknown',
	);
	assert.match(
		lines[3] ?? '',
		/^By workflow +total +runs +succeeded +average +p50 +p95 +newest times/,
	);
	assert.match(lines[4] ?? '', /^文生图 +¥0\.7500 +20 +75% +¥0\.0500 +21s +33s +[▁▂▃▄▅▆▇█]{15}$/);
	assert.match(lines[7] ?? '', /^✓ succeeded +¥0\.5000 +4 +¥0\.5000$/);
	assert.match(lines[11] ?? '', /^2026-05-08 +¥0\.5000 +━{16} +4 +1 +¥0\.0312 +¥0\.5000$/);
	assert.match(lines[12] ?? '', /^2026-05-07 +¥0\.2500 +━{8}─{8} +4 +0 +¥0\.0000 +¥0\.5000$/);
});

test('a narrow view keeps the sums, and what is known only in part says so', () => {
	const lines = drawn({isWhole: false}, 58);
	assert.equal(
		lines[1],
		'Last 30 days  ¥0.7500 · the 8 ended runs that the history knows · the cost of 1 is unknown',
	);
	assert.match(lines[4] ?? '', /^文生图 +¥0\.7500 +20 +75%/);
	assert.deepEqual(drawn({days: [], workflows: [], statuses: []}, 80), [
		'',
		'Last 30 days  no ended run is known',
	]);
	assert.deepEqual(drawn(null, 80), []);
});

test('the sums are loaded when the view opens, when a run ends, and when older runs become known', () => {
	const loads = (state: State, action: Action) =>
		reduce(state, action).effects.filter(({type}) => type === 'loadSpending');
	const closed = stateAfter(watching(['a']), polled('a', {phase: 'running'}));
	const from = new Date(start).setDate(new Date(start).getDate() - 29);
	assert.deepEqual(loads(closed, invoked({type: 'money'})), [
		{type: 'loadSpending', from: new Date(from).setHours(0, 0, 0, 0)},
	]);
	const open = stateAfter(closed, {type: 'money'});
	assert.deepEqual(loads(open, polled('a', {phase: 'running', progressPercent: 3})), []);
	assert.equal(loads(open, polled('a', {phase: 'succeeded'})).length, 1);
	const end = {type: 'readBackEnded', at: start, from: start, isWhole: true} as const;
	assert.equal(loads(open, end).length, 1);
	assert.deepEqual(loads(closed, end), []);
});

test('what ended today is a sum of its own, zero on a day without an end', () => {
	const today = (at: number) => {
		const loaded = stateAfter(watching(['a']), {type: 'spendingLoaded', at, spending});
		const {spent, runs} = selectMoney({...loaded, now: at}).today ?? {};
		return [spent, runs];
	};
	assert.deepEqual(today(start), ['0.5', 4]);
	assert.deepEqual(today(start + 86_400_000), [noMoney, 0]);
	assert.equal(selectMoney(watching(['a'])).today, null);
});
