import assert from 'node:assert/strict';
import test from 'node:test';
import {endTop, type RowLayout} from '../../source/core/scroll.ts';

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
