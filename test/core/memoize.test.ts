import assert from 'node:assert/strict';
import test from 'node:test';
import {memoizeByObject} from '../../source/core/memoize.ts';

test('a result is computed once for each object and the latest other arguments', () => {
	let calls = 0;
	const join = memoizeByObject((words: readonly string[], separator: string) => {
		calls++;
		return words.join(separator);
	});
	const [one, other] = [
		['a', 'b'],
		['c', 'd'],
	];
	assert.deepEqual(
		[join(one, '-'), join(one, '-'), join(other, '-'), calls],
		['a-b', 'a-b', 'c-d', 2],
	);
	assert.deepEqual([join(one, '+'), join(one, '+'), calls], ['a+b', 'a+b', 3]);
	assert.deepEqual([join(other, '-'), join(one, '-'), calls], ['c-d', 'a-b', 4]);
});

test('a result may be undefined', () => {
	let calls = 0;
	const find = memoizeByObject((list: readonly number[]) => {
		calls++;
		return list.find(number => number > 5);
	});
	const list = [1, 2];
	assert.deepEqual([find(list), find(list), calls], [undefined, undefined, 1]);
});
