import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import {cellWidth} from '../../source/terminal/width.ts';
import {wrap} from '../../source/ui/wrap.ts';

test('text is broken between words', () => {
	assert.deepEqual(wrap('out of memory in node 3', 13, 9), ['out of memory', 'in node 3']);
});

test('a long word and Chinese text are broken anywhere', () => {
	assert.deepEqual(wrap('abcdefghij', 4, 9), ['abcd', 'efgh', 'ij']);
	assert.deepEqual(wrap('显存不足', 5, 9), ['显存', '不足']);
	assert.deepEqual(wrap('a verylongword', 8, 9), ['a verylo', 'ngword']);
});

test('a row breaks next to a Chinese character, but not before a closing or after an opening mark', () => {
	assert.deepEqual(wrap('按 a 添加运行', 8, 9), ['按 a 添', '加运行']);
	assert.deepEqual(wrap('拒绝连接（ECONN）。', 16, 9), ['拒绝连接', '（ECONN）。']);
	assert.deepEqual(wrap('请检查网络。', 10, 9), ['请检查网', '络。']);
});

test('at most maxRows rows, and none without room', () => {
	assert.deepEqual(wrap('a b c d', 1, 2), ['a', 'b']);
	assert.deepEqual(wrap('text', 0, 9), []);
	assert.deepEqual(wrap('  ', 9, 9), []);
});

test('no row is too wide, and no word is lost', () => {
	const words = fc.array(fc.stringMatching(/^[a-z中文🎨]{1,12}$/u), {maxLength: 12});
	fc.assert(
		fc.property(words, fc.integer({min: 2, max: 20}), (list, width) => {
			const rows = wrap(list.join(' '), width, 1000);
			assert.ok(rows.every(row => cellWidth(row) <= width));
			assert.equal(rows.join('').replaceAll(' ', ''), list.join(''));
		}),
	);
});
