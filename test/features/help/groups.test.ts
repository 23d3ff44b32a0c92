import assert from 'node:assert/strict';
import test from 'node:test';
import {helpColumns} from '../../../source/features/help/groups.ts';

/** The numbers of rows of the groups in each column, for groups with these numbers of rows. */
function columns(width: number, ...counts: readonly number[]) {
	const groups = counts.map(count => ({where: 'signs' as const, rows: Array(count).fill('')}));
	return helpColumns(groups, null, width).map(column => column.map(({rows}) => rows.length));
}

test('a wide help has two columns, neither of them empty, split where the taller one is lowest', () => {
	assert.deepEqual(columns(156, 3, 3), [[3], [3]]);
	assert.deepEqual(columns(156, 9, 1), [[9], [1]]);
	assert.deepEqual(columns(156, 1, 9), [[1], [9]]);
	assert.deepEqual(columns(156, 2, 2, 9), [[2, 2], [9]]);
	assert.deepEqual(columns(156, 5, 1, 1, 1), [[5], [1, 1, 1]]);
	assert.deepEqual(columns(156, 5, 0, 4), [[5], [4]]);
});

test('a narrow help, and one with a single group, has one column', () => {
	assert.deepEqual(columns(155, 3, 3), [[3, 3]]);
	assert.deepEqual(columns(156, 3), [[3]]);
	assert.deepEqual(columns(156, 0), [[]]);
});
