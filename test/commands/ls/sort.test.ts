import assert from 'node:assert/strict';
import test from 'node:test';
import {isDescending, sortListed} from '../../../source/commands/ls/columns.ts';
import {parseMoney} from '../../../source/core/money/money.ts';
import {foreignProse} from '../../../source/core/text/sanitize.ts';
import {start} from '../../helpers/values.ts';
import {columnsOf, listed} from './listed.ts';

const phase = 'succeeded';
const runs = [
	listed(
		'a',
		{phase, title: foreignProse('b'), finalAmount: parseMoney(9), createdAt: start - 2},
		{seconds: 9, inputs: {seed: 7, text: 'x'}},
	),
	listed('b', {phase, title: null, finalAmount: null, createdAt: null}),
	listed(
		'c',
		{phase, title: foreignProse('A'), finalAmount: parseMoney(10), createdAt: start},
		{seconds: 10, inputs: {seed: 30, text: 'W'}},
	),
];

function sorted(name: string, reversed = false): string {
	const [column] = columnsOf(name);
	assert.ok(column !== undefined);
	return sortListed(runs, {column, reversed})
		.map(({order}) => order.id.exact)
		.join('');
}

test('numbers and times are largest first, texts start with A, unknown values are last in both directions', () => {
	for (const [name, order, reversed] of [
		['cost', 'cab', 'acb'],
		['created', 'cab', 'acb'],
		['elapsed', 'cab', 'acb'],
		['input.seed', 'cab', 'acb'],
		['input.text', 'cab', 'acb'],
		['title', 'cab', 'acb'],
		['id', 'abc', 'cba'],
		['quote', 'abc', 'abc'],
	] as const) {
		assert.deepEqual([sorted(name), sorted(name, true)], [order, reversed], name);
	}
});

test('of an input that is a number in some runs and a text in others, the numbers are first in both directions', () => {
	const mixed = ['x', 7, 30, 'W'].map((seed, index) =>
		listed(`${index}`, {phase}, {inputs: {seed}}),
	);
	const [column] = columnsOf('input.seed');
	assert.ok(column !== undefined);
	const order = (reversed: boolean) =>
		sortListed(mixed, {column, reversed}).map(({order: {id}}) => Number(id.exact));
	assert.deepEqual(order(false), [2, 1, 3, 0]);
	assert.deepEqual(order(true), [1, 2, 0, 3]);
});

test('the mark points down where the largest value or Z is first', () => {
	for (const [name, reversed, descending] of [
		['cost', false, true],
		['cost', true, false],
		['title', false, false],
		['title', true, true],
	] as const) {
		const [column] = columnsOf(name);
		assert.ok(column !== undefined);
		assert.equal(isDescending({column, reversed}), descending, name);
	}
});
