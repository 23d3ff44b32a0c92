import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import {clockTime, dayAndTime, isoDay, zoneName} from '../../source/core/time/calendar.ts';
import {
	amount,
	briefAmount,
	briefCountdown,
	briefDuration,
	briefRange,
	briefWait,
} from '../../source/ui/units.ts';
import {appearance, money} from '../helpers/sample.ts';
import {setTimeZone} from '../helpers/time-zone.ts';

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
	['a duration in Chinese', [briefDuration(14_000, appearance('zh'))], ['14秒']],
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
			amount(money('0.03000000'), look),
			amount(money('0.0002878'), appearance('en', {ascii: true})),
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
