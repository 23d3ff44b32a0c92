import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import {promptLine} from '../../source/session/screen/prompt-line.ts';
import {cellWidth} from '../../source/terminal/width.ts';
import {wrap} from '../../source/terminal/wrap-text.ts';
import {
	cutLine,
	fitLine,
	lineWidth,
	mergeSpans,
	span,
	spread,
	textOf,
	type Line,
} from '../../source/ui/line.ts';
import {texts as textsOf} from '../helpers/draw.tsx';
import {appearance} from '../helpers/sample.ts';

const texts = fc.array(
	fc.oneof(fc.string(), fc.constantFrom('文生图', '🎨', '👩‍👩‍👧', 'é', '中a', '')),
	{maxLength: 6},
);
const lines = texts.map((pieces): Line => pieces.map(text => span(text.replace(/\p{C}/gu, ''))));

test('a long line is cut with an ellipsis as its last cell, which keeps the style; half a wide character is left out', () => {
	for (const [text, width, expected] of [
		['abcdef', 5, 'abcd…'],
		['abcde', 5, 'abcde'],
		['abcdef', 0, ''],
		['中文字', 4, '中…'],
	] as const) {
		assert.equal(textOf(cutLine([span(text)], width, '…')), expected);
	}

	assert.equal(textOf(fitLine([span('中文字')], 4, '…')), '中… ');
	assert.equal(textOf(fitLine([span('中文字')], 6, '…')), '中文字');
	assert.deepEqual(cutLine([span('abc', 'bad')], 2, '…'), [span('a', 'bad'), span('…', 'bad')]);
});

test('a fitted and a spread line have exactly their cells; a spread one cuts the left part first', () => {
	assert.equal(textOf(spread([span('a long title')], [span('57%')], 10, '…')), 'a long…57%');
	assert.equal(textOf(spread([span('ab')], [span('57%')], 10, '…')), 'ab     57%');
	fc.assert(
		fc.property(lines, lines, fc.integer({min: 1, max: 30}), (left, right, width) => {
			assert.equal(lineWidth(fitLine(left, width, '…')), width);
			assert.equal(lineWidth(spread(left, right, width, '…')), width);
		}),
	);
});

test('neighboring spans of one style are merged', () => {
	const link = new URL('https://example.com/');
	assert.deepEqual(
		mergeSpans([span('a'), span('b'), span('c', 'bad'), span('d', 'bad'), {text: 'e', link}]),
		[span('ab'), span('cd', 'bad'), {text: 'e', link}],
	);
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
