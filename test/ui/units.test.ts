import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import {clockTime, dayAndTime, isoDay, zoneName} from '../../source/ui/clock-time.ts';
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

test('a duration has one unit', () => {
	for (const [duration, text] of [
		[-5, '0s'],
		[14_900, '14s'],
		[99_000, '99s'],
		[100_000, '1m'],
		[99 * 60_000, '99m'],
		[100 * 60_000, '1h'],
		[2 * day, '2d'],
	] as const) {
		assert.equal(briefDuration(duration, appearance()), text);
	}

	assert.equal(briefDuration(14_000, appearance('zh')), '14秒');
});

test('a countdown ends with 1s', () => {
	const texts = [3001, 3000, 1001, 1000, 1].map(left => briefCountdown(left, appearance()));
	assert.deepEqual(texts, ['4s', '3s', '2s', '1s', '1s']);
});

test('a range is rounded outward', () => {
	const range = (low: number, high: number): string =>
		briefRange({low, likely: (low + high) / 2, high}, appearance());
	assert.equal(range(4.2, 8.1), '4-9s');
	assert.equal(range(50, 130), '50s-3m');
	assert.equal(range(6, 6), '~6s');
	assert.equal(range(0.4, 2.2), '<3s');
	assert.equal(range(0, 0), '<1s');
});

test('a wait is approximate, or below a second', () => {
	const wait = (low: number, likely: number, high: number) =>
		briefWait({low, likely, high}, appearance());
	assert.equal(wait(90, 90, 90), '~90s');
	assert.equal(wait(103, 103, 103), '~2m');
	assert.equal(wait(119, 119, 119), '~2m');
	assert.equal(wait(1, 1, 1), '~1s');
	assert.equal(wait(0, 0.5, 0.9), '<1s');
	assert.equal(wait(4, 6, 9), '4-9s');
});

test('an amount has its currency, in ASCII too', () => {
	assert.equal(amount(money('0.03000000'), appearance()), '¥0.03');
	assert.equal(amount(money('0.0002878'), appearance('en', {ascii: true})), 'CNY 0.0002878');
});

test('a brief amount has two to four decimals', () => {
	assert.equal(briefAmount(money('0.5'), appearance()), '¥0.50');
	assert.equal(briefAmount(money('0.0312'), appearance()), '¥0.0312');
	assert.equal(briefAmount(money('0.53748184'), appearance()), '¥0.5375');
});

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
