import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import {clockTime, dayAndTime, isoDay, zoneName} from '../../source/core/time/calendar.ts';
import {promptLine} from '../../source/session/screen/prompt-line.ts';
import {cellWidth} from '../../source/terminal/width.ts';
import {wrap} from '../../source/terminal/wrap-text.ts';
import {cutLine, progressBar, span, spread, textOf} from '../../source/ui/line.ts';
import {
	briefAmount,
	briefCountdown,
	briefDuration,
	briefRange,
	briefWait,
	roundedAmount,
} from '../../source/ui/units.ts';
import {texts as textsOf} from '../helpers/draw.tsx';
import {appearance, money} from '../helpers/sample.ts';
import {setTimeZone} from '../helpers/time-zone.ts';

test('a long line is cut with an ellipsis, which keeps the style', () => {
	assert.deepEqual(cutLine([span('abc', 'bad')], 2, '…'), [span('a', 'bad'), span('…', 'bad')]);
});

test('a progress bar grows by half cells, is rounded down, and limits its percentage', () => {
	const barOf = (percent: number, ascii = false) =>
		textOf(progressBar(percent, 10, appearance('en', {ascii}).glyphs, 'running'));
	const [none, all] = ['──────────', '━━━━━━━━━━'];
	assert.deepEqual(
		[-5, 0, 9.9, 57, 99.9, 100, 1e9].map(percent => barOf(percent)),
		[none, none, '╸─────────', '━━━━━╸────', '━━━━━━━━━╸', all, all],
	);
	assert.equal(barOf(57, true), '=====>----');
});

test('of two parts that do not fit beside each other the right one is cut, too', () => {
	assert.equal(textOf(spread([span('left')], [span('too wide')], 5, '…')), 'too …');
});

test('a prompt shows the part of a long text around the caret, and warns of an unknown level', () => {
	for (const [purpose, text, caretAt, shown, caret] of [
		['filter', '', 0, 'filter runs:', 13],
		['filter', '文生图', 3, 'filter runs: 文生图', 19],
		['filter', '文生图', 1, 'filter runs: 文生图', 15],
		['filter', `${'x'.repeat(100)}end`, 103, 'filter runs: …xxxxxxxxxxxxend', 29],
		['filter', `start${'x'.repeat(100)}`, 2, 'filter runs: startxxxxxxxxxx…', 15],
		['filter', `${'x'.repeat(50)}12${'x'.repeat(50)}`, 51, 'filter runs: …xxxxxxxxx12xxx…', 24],
		['search', 'level:x', 7, 'search log:    levels are deb…', 12],
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

const day = 86_400_000;

const look = appearance();
const range = (low: number, high: number, likely = (low + high) / 2) => ({low, likely, high});

for (const [what, shown, expected] of [
	[
		'a duration has one unit',
		[-5, 14_900, 99_000, 100_000, 99 * 60_000, 100 * 60_000, 2 * day].map(each =>
			briefDuration(each, look),
		),
		['0s', '14s', '99s', '1m', '99m', '1h', '2d'],
	],
	['a duration in Chinese', [briefDuration(14_000, appearance('zh'))], ['14s']],
	[
		'a countdown ends with 1s',
		[3001, 3000, 1001, 1000, 1].map(left => briefCountdown(left, look)),
		['4s', '3s', '2s', '1s', '1s'],
	],
	[
		'a range is rounded outward',
		[range(4.2, 8.1), range(50, 130), range(6, 6), range(0.4, 2.2), range(0, 0)].map(each =>
			briefRange(each, look),
		),
		['4-9s', '50s-3m', '~6s', '<3s', '<1s'],
	],
	[
		'a wait is approximate, or below a second',
		[
			range(90, 90),
			range(103, 103),
			range(119, 119),
			range(1, 1),
			range(0, 0.9),
			range(4, 9, 6),
		].map(each => briefWait(each, look)),
		['~90s', '~2m', '~2m', '~1s', '<1s', '4-9s'],
	],
	[
		'an amount has its currency, in ASCII too',
		[
			roundedAmount(money('0.03000000'), undefined, look),
			roundedAmount(money('0.0002878'), undefined, appearance('en', {ascii: true})),
		],
		['¥0.03', 'CNY 0.0002878'],
	],
	[
		'a brief amount has two to four decimals',
		['0.5', '0.0312', '0.53748184'].map(each => briefAmount(money(each), look)),
		['¥0.50', '¥0.0312', '¥0.5375'],
	],
] as const) {
	test(what, () => {
		assert.deepEqual(shown, expected);
	});
}

test('times are those of the zone of the machine, which may change', t => {
	fc.assert(
		fc.property(fc.integer({min: 0, max: 4_102_444_800_000}), at => {
			for (const zone of ['UTC', 'Asia/Shanghai', 'Australia/Adelaide', 'America/St_Johns']) {
				setTimeZone(t, zone);
				// The Swedish format is ISO 8601 with a space.
				const [date = '', time = ''] = new Intl.DateTimeFormat('sv-SE', {
					timeZone: zone,
					dateStyle: 'short',
					timeStyle: 'medium',
				})
					.format(at)
					.split(' ');
				assert.deepEqual([zoneName(), isoDay(at), clockTime(at)], [zone, date, time]);
				assert.equal(dayAndTime(at, at), time);
				// A day may have 25 hours.
				assert.equal(dayAndTime(at, at + 2 * 86_400_000), `${date.slice(5)} ${time}`);
			}
		}),
	);
});
