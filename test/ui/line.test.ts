import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import {promptLine} from '../../source/session/screen/prompt-line.ts';
import {cellWidth} from '../../source/terminal/width.ts';
import {
	cutLine,
	fitLine,
	joinLines,
	lineWidth,
	mergeSpans,
	span,
	spread,
	textOf,
	type Line,
} from '../../source/ui/line.ts';
import {wrap} from '../../source/ui/wrap.ts';
import {texts as textsOf} from '../helpers/draw.tsx';
import {appearance} from '../helpers/sample.ts';

const texts = fc.array(
	fc.oneof(fc.string(), fc.constantFrom('文生图', '🎨', '👩‍👩‍👧', 'é', '中a', '')),
	{maxLength: 6},
);
const lines = texts.map((pieces): Line => pieces.map(text => span(text.replace(/\p{C}/gu, ''))));

test('a long line is cut with an ellipsis as its last cell', () => {
	assert.equal(textOf(cutLine([span('abc'), span('def')], 5, '…')), 'abcd…');
	assert.equal(textOf(cutLine([span('abcde')], 5, '…')), 'abcde');
	assert.equal(textOf(cutLine([span('abcdef')], 0, '…')), '');
});

test('a wide character that does not fit is left out', () => {
	assert.equal(textOf(cutLine([span('中文字')], 4, '…')), '中…');
	assert.equal(textOf(fitLine([span('中文字')], 4, '…')), '中… ');
	assert.equal(textOf(fitLine([span('中文字')], 6, '…')), '中文字');
});

test('a cut keeps the style', () => {
	assert.deepEqual(cutLine([span('abc', 'bad')], 2, '…'), [span('a', 'bad'), span('…', 'bad')]);
});

test('a fitted line has exactly the requested cells', () => {
	fc.assert(
		fc.property(lines, fc.integer({min: 1, max: 30}), (line, width) => {
			assert.equal(lineWidth(fitLine(line, width, '…')), width);
		}),
	);
});

test('a spread line has exactly its cells and cuts the left part first', () => {
	assert.equal(textOf(spread([span('a long title')], [span('57%')], 10, '…')), 'a long…57%');
	assert.equal(textOf(spread([span('ab')], [span('57%')], 10, '…')), 'ab     57%');
	fc.assert(
		fc.property(lines, lines, fc.integer({min: 1, max: 30}), (left, right, width) => {
			assert.equal(lineWidth(spread(left, right, width, '…')), width);
		}),
	);
});

test('empty parts have no separator', () => {
	assert.equal(textOf(joinLines([[], [span('a')], [], [span('b')]], span('-'))), 'a-b');
});

test('neighboring spans of one style are merged', () => {
	const link = new URL('https://example.com/');
	assert.deepEqual(
		mergeSpans([span('a'), span('b'), span('c', 'bad'), span('d', 'bad'), {text: 'e', link}]),
		[span('ab'), span('cd', 'bad'), {text: 'e', link}],
	);
});

test('a prompt shows the part of a long text around the caret, and warns of an invalid search', () => {
	const prompt = (
		text: string,
		purpose: 'filter' | 'search' = 'filter',
		caretAt: number = text.length,
	) => {
		const input = {purpose, text, caret: caretAt, before: ''} as const;
		const {line, caret} = promptLine(input, 30, appearance());
		return [textsOf([line])[0], caret];
	};
	assert.deepEqual(
		[
			prompt(''),
			prompt('文生图'),
			prompt('文生图', 'filter', 1),
			prompt(`${'x'.repeat(100)}end`),
			prompt(`start${'x'.repeat(100)}`, 'filter', 2),
			prompt(`${'x'.repeat(50)}12${'x'.repeat(50)}`, 'filter', 51),
			prompt('/(/', 'search'),
		],
		[
			['filter runs:', 13],
			['filter runs: 文生图', 19],
			['filter runs: 文生图', 15],
			['filter runs: …xxxxxxxxxxxxend', 29],
			['filter runs: startxxxxxxxxxx…', 15],
			['filter runs: …xxxxxxxxx12xxx…', 24],
			['search log:    invalid regula…', 12],
		],
	);
});

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
