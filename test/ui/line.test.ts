import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import {
	blank,
	cutLine,
	fitLine,
	joinLines,
	lineWidth,
	mergeSpans,
	span,
	spread,
	styleLine,
	textOf,
	type Line,
} from '../../source/ui/line.ts';
import {costRatio} from '../helpers/cost.ts';

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

test('a styled line keeps its text and its links', () => {
	const link = new URL('https://example.com/');
	assert.deepEqual(styleLine([{text: 'a', styleName: 'link', link}, blank(1)], 'selected'), [
		{text: 'a', styleName: 'selected', link},
		{text: ' ', styleName: 'selected'},
	]);
});

test('neighboring spans of one style are merged', () => {
	const link = new URL('https://example.com/');
	assert.deepEqual(
		mergeSpans([span('a'), span('b'), span('c', 'bad'), span('d', 'bad'), {text: 'e', link}]),
		[span('ab'), span('cd', 'bad'), {text: 'e', link}],
	);
});

test('T16 text beyond the cut takes no time', () => {
	const fit = (length: number) => () => {
		// The first read of a text from `repeat` joins it, which is not measured.
		const flat = (character: string) =>
			Buffer.alloc(length * Buffer.byteLength(character), character).toString();
		const line: Line = [span(flat('中')), span(flat('a'))];
		return () => {
			for (let round = 0; round < 100; round++) {
				fitLine(line, 80, '…');
			}
		};
	};

	const ratio = costRatio(fit(4_000_000), fit(400));
	assert.ok(ratio < 1000, `ten thousand times the text costs ${ratio} times as much`);
});
