import assert from 'node:assert/strict';
import test from 'node:test';
import {billOf} from '../../source/domain/bill.ts';
import {noMoney} from '../../source/domain/money.ts';
import {lineWidth, textOf} from '../../source/screen/line.ts';
import {moneyLines} from '../../source/screen/money-lines.ts';
import type {MoneyModel} from '../../source/state/money-model.ts';
import {foreignName, foreignProse} from '../../source/terminal/sanitize.ts';
import {execution, look, money, run} from './sample.ts';

const overlay = {kind: 'money', top: 0, length: 8} as const;

function model(parts: Partial<MoneyModel> = {}): MoneyModel {
	const runs = [
		run('a', {
			title: foreignProse('文生图 · 国风人像'),
			execution: execution('succeeded', {
				totalCost: money('0.0312'),
				computeCost: money('0.03'),
				externalModelCost: money('0.0012'),
			}),
		}),
		run('b', {
			execution: execution('failed', {
				workflowId: foreignName('wf_2'),
				totalCost: money('0.00028780'),
			}),
		}),
	];
	return {
		...billOf(runs),
		spent: money('0.0312'),
		budget: null,
		burn: {perHour: null, running: 0, known: 0},
		passedIn: null,
		...parts,
	};
}

function draw(parts: Partial<MoneyModel>, width: number, height = 12): readonly string[] {
	const lines = moneyLines({money: model(parts)}, overlay, {width, height}, look());
	assert.ok(lines.every(line => lineWidth(line) === width));
	return lines.map(line =>
		line
			.map(({text}) => text)
			.join('')
			.trimEnd(),
	);
}

test('the session, the rate, the budget; then each workflow and all of them', () => {
	assert.deepEqual(draw({}, 118).slice(1, 5), [
		' this session  ¥0.0312 · runs that were not over when this began',
		' burn rate     nothing runs',
		' budget        none; set one with --budget CNY',
		'',
	]);
	const [head = '', first = '', second = '', all = ''] = draw({}, 118).slice(5);
	assert.match(
		head,
		/By workflow +runs +good +failed +total +a run +by failed +compute +models +other/,
	);
	assert.match(
		first,
		/文生图 · 国风人像 +1 +1 +0 +¥0\.0312 +¥0\.0312 +¥0\.00 +¥0\.03 +¥0\.0012 +¥0\.00$/,
	);
	assert.match(
		second,
		/wf_2 +1 +0 +1 +¥0\.0002878 +¥0\.0002878 +¥0\.0002878 +¥0\.00 +¥0\.00 +¥0\.0002878$/,
	);
	assert.match(
		all,
		/all +2 +1 +1 +¥0\.0314878 +¥0\.0157439 +¥0\.0002878 +¥0\.03 +¥0\.0012 +¥0\.0002878$/,
	);
});

test('columns give way to the width; runs, failures and the total are there at any', () => {
	const columns = (width: number) => draw({}, width)[5]?.trim().split(/ {2,}/).slice(1);
	assert.equal(columns(100)?.length, 9);
	assert.deepEqual(columns(78), [
		'runs',
		'good',
		'failed',
		'total',
		'by failed',
		'compute',
		'models',
	]);
	assert.deepEqual(columns(44), ['runs', 'failed', 'total']);
});

test('a budget says what is left, when it will be passed, and by how much it was', () => {
	const burn = {perHour: 3.6, running: 3, known: 2};
	const ahead = draw({budget: money('1'), burn, passedIn: 400}, 118);
	assert.equal(ahead[2], ' burn rate     ¥3.60/h · by 2 of 3 running');
	assert.equal(ahead[3], ' budget        ¥1.00 · ¥0.9688 left · at this rate passed in ~6m');
	const over = draw({budget: money('0.03'), burn: {...burn, perHour: 0.01234}}, 118);
	assert.match(over[2] ?? '', /¥0\.0123\/h/);
	assert.equal(over[3], ' budget        ¥0.03 · ! passed by ¥0.0012');
	const learning = draw({burn: {perHour: null, running: 1, known: 0}}, 118);
	assert.equal(learning[2], ' burn rate     learning');
});

test('a thousand workflows are drawn as fast as a few, as far as a reader can tell', () => {
	const runs = Array.from({length: 1000}, (_, index) =>
		run(`run ${index}`, {
			title: foreignProse(`文生图 ${index}`),
			execution: execution('succeeded', {
				workflowId: foreignName(`wf_${index}`),
				totalCost: money(`0.${index}`),
			}),
		}),
	);
	const many = {...billOf(runs), spent: noMoney};
	const began = performance.now();
	const top = draw(many, 118, 36);
	const end = moneyLines(
		{money: model(many)},
		{...overlay, top: 2000},
		{width: 118, height: 36},
		look(),
	);
	assert.ok(performance.now() - began < 200);
	assert.match(top[6] ?? '', /文生图 \d+ +1 +1 +0/);
	assert.match(textOf(end.at(-2) ?? []), /^ all +1,000 +1,000 +0/);
	assert.ok(end.slice(1, -1).every(line => textOf(line).trim() !== ''));
});
