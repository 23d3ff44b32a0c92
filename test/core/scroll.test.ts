import assert from 'node:assert/strict';
import test from 'node:test';
import {endTop, moveRows, type RowLayout} from '../../source/core/scroll.ts';

function entriesOf(rows: readonly number[]): RowLayout {
	return {count: rows.length, height: 3, rowsAt: place => rows[place] ?? 1};
}

test('the end of a list is its last rows, also within a single entry', () => {
	for (const [rows, place, row] of [
		[[], 0, 0],
		[[1], 0, 0],
		[[5], 0, 2],
		[[1, 1], 0, 0],
		[[1, 1, 1, 1], 1, 0],
		[[2, 2], 0, 1],
	] as const) {
		assert.deepEqual(endTop(entriesOf(rows)), {place, row}, JSON.stringify(rows));
	}
});

test('rows are counted through entries of several rows, up to both ends', () => {
	const rows = entriesOf([1, 3, 1]);
	const moved = (place: number, row: number, by: number) => moveRows({place, row}, by, rows);
	assert.deepEqual(moved(0, 0, 3), {place: 1, row: 2});
	assert.deepEqual(moved(0, 0, 4), {place: 2, row: 0});
	assert.deepEqual(moved(0, 0, 9), {place: 2, row: 0});
	assert.deepEqual(moved(2, 0, -2), {place: 1, row: 1});
	assert.deepEqual(moved(2, 0, -9), {place: 0, row: 0});
});
