import assert from 'node:assert/strict';
import test from 'node:test';
import {billOf} from '../../../source/core/money/totals.ts';
import {foreignName, foreignProse} from '../../../source/core/text/sanitize.ts';
import type {MoneyModel} from '../../../source/features/money/select.ts';
import {cellWidth} from '../../../source/terminal/width.ts';
import {lineWidth} from '../../../source/ui/line.ts';
import {overlayLines, texts} from '../../helpers/draw.tsx';
import {overlayModel} from '../../helpers/sample-model.ts';
import {appearance, execution, money, run} from '../../helpers/sample.ts';

const overlay = {kind: 'money', scrollTop: 0, length: 8} as const;

const workflowId = foreignName('wf_2');
const bill = billOf([
	run('a', {
		title: foreignProse('文生图 · 国风人像'),
		execution: execution('succeeded', {
			totalCost: money('0.0312'),
			computeCost: money('0.03'),
			externalModelCost: money('0.0012'),
		}),
	}),
	run('b', {execution: execution('failed', {workflowId, totalCost: money('0.00028780')})}),
	run('c', {execution: execution('canceled', {workflowId, totalCost: money('0.5')})}),
]);

function model(parts: Partial<MoneyModel> = {}): MoneyModel {
	return {
		...bill,
		session: money('0.0312'),
		today: null,
		spent: money('0.0312'),
		isDaily: false,
		spending: null,
		budget: null,
		unfinished: null,
		balance: null,
		...parts,
	};
}

function draw(parts: Partial<MoneyModel>, width: number, height = 12): readonly string[] {
	const lines = overlayLines(overlayModel(overlay, model(parts)), {width, height}, appearance());
	assert.ok(lines.every(line => lineWidth(line) === width));
	return texts(lines);
}

test('the session, the budget; then each workflow and the sum', () => {
	assert.deepEqual(draw({}, 118).slice(1, 4), [
		' this session  ¥0.0312 · runs active since start',
		' budget        none; set one with --budget CNY',
		'',
	]);
	assert.equal(
		draw({today: {spent: money('1.46'), runs: 9}}, 118)[2],
		' today         ¥1.46 · 9 runs ended',
	);
	const [head = '', first = '', second = '', all = ''] = draw({}, 158).slice(4);
	assert.match(
		head,
		/By workflow +runs +succeeded +failed +canceled +total +average +lost to failures +to canceled +compute +external models +other/,
	);
	assert.match(
		first,
		/wf_2 +2 +0 +1 +1 +¥0\.5002878 +¥0\.2501439 +¥0\.0002878 +¥0\.50 +¥0\.00 +¥0\.0000 +¥0\.5002878$/,
	);
	assert.match(
		second,
		/文生图 · 国风人像 +1 +1 +0 +0 +¥0\.0312000 +¥0\.0312000 +¥0\.0000000 +¥0\.00 +¥0\.03 +¥0\.0012 +¥0\.0000000$/,
	);
	assert.match(
		all,
		/all +3 +1 +1 +1 +¥0\.5314878 +¥0\.1771626 +¥0\.0002878 +¥0\.50 +¥0\.03 +¥0\.0012 +¥0\.5002878$/,
	);
});

test('the decimal points of a column are aligned', () => {
	const [, ...rows] = draw({}, 158).slice(4, 8);
	const points = rows.map(row =>
		[...row.matchAll(/\./g)].map(({index}) => cellWidth(row.slice(0, index))),
	);
	assert.equal(points[0]?.length, 7);
	assert.deepEqual(points[1], points[0]);
	assert.deepEqual(points[2], points[0]);
});

test('unfinished runs have a column if there are any, so that the counts add up', () => {
	const {workflows, all} = billOf([run('d', {execution: execution('running')})]);
	assert.match(draw({workflows, all}, 118)[4] ?? '', /runs +succeeded +failed +unfinished +total/);
});

test('at 80 columns the counts add up, without the cost of failures', () => {
	const runs = [
		run('a', {execution: execution('failed', {totalCost: money('0.01234567')})}),
		run('d', {execution: execution('running')}),
	];
	const head = (width: number) => draw(billOf(runs), width)[4] ?? '';
	assert.match(head(78), /runs +succeeded +failed +unfinished +total$/);
	assert.match(head(82), /runs +succeeded +failed +unfinished +total +lost to failures$/);
});

test('a narrow view keeps runs, failures and the total', () => {
	const columns = (width: number) => draw({}, width)[4]?.trim().split(/ {2,}/).slice(1);
	assert.equal(columns(158)?.length, 11);
	assert.equal(columns(78)?.join(), 'runs,succeeded,failed,canceled,total,lost to failures');
	assert.equal(columns(44)?.join(), 'runs,failed,total');
});

test('a budget shows the rest, or the excess', () => {
	assert.equal(draw({budget: money('1')}, 118)[2], ' budget        ¥1.00 · ¥0.9688 left');
	assert.equal(draw({budget: money('0.03')}, 118)[2], ' budget        ¥0.03 · ! over by ¥0.0012');
});

test('the quotes of unfinished runs are a row', () => {
	assert.equal(draw({unfinished: money('0.42')}, 118)[3], ' unfinished    about ¥0.42');
});

test('the balance shows its parts', () => {
	const balance = {
		sum: money('37.2'),
		prepaid: money('32.2'),
		cards: money('5'),
		isLow: false,
	};
	const known = draw({balance}, 118);
	assert.equal(known[3], ' balance       ¥37.20 · prepaid ¥32.20 · cards ¥5.00');
	const low = draw({balance: {...balance, isLow: true}}, 118);
	assert.equal(low[3], ' balance       ! ¥37.20 · prepaid ¥32.20 · cards ¥5.00');
});
