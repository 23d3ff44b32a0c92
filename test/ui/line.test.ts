import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
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
