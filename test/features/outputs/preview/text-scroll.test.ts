import assert from 'node:assert/strict';
import test from 'node:test';
import {clampTop, scrollToLine} from '../../../../source/features/outputs/preview/text-scroll.ts';

/** Ten lines, of which the fourth has three rows, in a pane of six rows. */
const rows = {count: 10, height: 6, rowsAt: (place: number) => (place === 3 ? 3 : 1)};

test('a scroll position is kept if its line and its row exist, and leaves no empty rows below the text', () => {
	for (const top of [
		{place: 0, row: 0},
		{place: 3, row: 2},
		{place: 4, row: 0},
	]) {
		assert.deepEqual(clampTop(top, rows), top);
	}

	assert.deepEqual(clampTop({place: 2, row: 5}, rows), {place: 2, row: 0});
	assert.deepEqual(clampTop({place: 8, row: 0}, rows), {place: 4, row: 0});
	assert.deepEqual(clampTop({place: 50, row: 0}, rows), {place: 4, row: 0});
	assert.deepEqual(clampTop({place: 7, row: 0}, {...rows, count: 0}), {place: 0, row: 0});
});

test('a line that is visible does not scroll the text; another one is shown at a third of the height', () => {
	const top = {place: 0, row: 0};
	assert.equal(scrollToLine(top, 2, rows), top);
	assert.deepEqual(scrollToLine(top, 4, rows), {place: 3, row: 1});
	assert.deepEqual(scrollToLine(top, 9, rows), {place: 4, row: 0});
});
