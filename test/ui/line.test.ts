import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import {promptLine} from '../../source/session/screen/prompt-line.ts';
import {cellWidth} from '../../source/terminal/width.ts';
import {wrap} from '../../source/terminal/wrap-text.ts';
import {cutLine, span} from '../../source/ui/line.ts';
import {texts as textsOf} from '../helpers/draw.tsx';
import {appearance} from '../helpers/sample.ts';

test('a long line is cut with an ellipsis, which keeps the style', () => {
	assert.deepEqual(cutLine([span('abc', 'bad')], 2, '…'), [span('a', 'bad'), span('…', 'bad')]);
});

test('a prompt shows the part of a long text around the caret, and warns of an invalid search', () => {
	for (const [purpose, text, caretAt, shown, caret] of [
		['filter', '', 0, 'filter runs:', 13],
		['filter', '文生图', 3, 'filter runs: 文生图', 19],
		['filter', '文生图', 1, 'filter runs: 文生图', 15],
		['filter', `${'x'.repeat(100)}end`, 103, 'filter runs: …xxxxxxxxxxxxend', 29],
		['filter', `start${'x'.repeat(100)}`, 2, 'filter runs: startxxxxxxxxxx…', 15],
		['filter', `${'x'.repeat(50)}12${'x'.repeat(50)}`, 51, 'filter runs: …xxxxxxxxx12xxx…', 24],
		['search', '/(/', 3, 'search log:    invalid regula…', 12],
	] as const) {
		const prompt = promptLine({purpose, text, caret: caretAt, before: ''}, 30, appearance());
		assert.deepEqual([textsOf([prompt.line])[0], prompt.caret], [shown, caret]);
	}
});

test('text breaks between words and next to a Chinese character, but not before a closing or after an opening mark; a long word anywhere', () => {
	for (const [text, width, rows] of [
		['out of memory in node 3', 13, ['out of memory', 'in node 3']],
		['abcdefghij', 4, ['abcd', 'efgh', 'ij']],
		['a verylongword', 8, ['a verylo', 'ngword']],
		['显存不足', 5, ['显存', '不足']],
		['按 a 添加运行', 8, ['按 a 添', '加运行']],
		['拒绝连接（ECONN）。', 16, ['拒绝连接', '（ECONN）。']],
		['请检查网络。', 10, ['请检查网', '络。']],
		['text', 0, []],
		['  ', 9, []],
	] as const) {
		assert.deepEqual(wrap(text, width, 9), rows);
	}

	assert.deepEqual(wrap('a b c d', 1, 2), ['a', 'b'], 'at most two rows');
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
