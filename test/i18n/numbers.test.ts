import assert from 'node:assert/strict';
import test from 'node:test';
import {Big} from 'big.js';
import fc from 'fast-check';
import {parseMoney, type Money} from '../../source/core/money/money.ts';
import {numbersEn, numbersZh} from '../../source/i18n/numbers.ts';

const both = [numbersEn, numbersZh];

test('numbers are written as by Intl, amounts of any length exactly', () => {
	for (const [language, {count, percent, price}] of [
		['en', numbersEn],
		['zh', numbersZh],
	] as const) {
		const plain = new Intl.NumberFormat(language);
		const percents = new Intl.NumberFormat(language, {style: 'percent'});

		for (const number of [0, 1, 2, 10, 999, 1000, 12_345, 1_000_000]) {
			assert.equal(count(number), plain.format(number));
			assert.equal(percent(number), percents.format(number / 100));
		}

		for (const currency of ['sign', 'code'] as const) {
			const prices = new Intl.NumberFormat(language, {
				style: 'currency',
				currency: 'CNY',
				currencyDisplay: currency === 'sign' ? 'narrowSymbol' : 'code',
				maximumFractionDigits: 8,
			});
			fc.assert(
				fc.property(fc.bigInt({min: -(10n ** 30n), max: 10n ** 30n}), units8 => {
					const amount = money(new Big(units8.toString()).div(1e8).toFixed());
					const text = prices.format(amount as Intl.StringNumericLiteral);
					assert.equal(price(amount, currency), text.replace('\u00A0', ' '));
				}),
			);
		}
	}
});

test('amounts have two decimals, or more if needed', () => {
	for (const {exact, price} of both) {
		assert.equal(exact(money('1.5')), '1.50');
		assert.equal(exact(money('0.123456789')), '0.12345679');
		assert.equal(price(0.12345, 'sign', 4), '¥0.1235');
		assert.equal(price(1234.5, 'code', 2), 'CNY 1,234.50');
	}
});

test('bytes are shown in the largest unit with a value of at least one', () => {
	for (const {size} of both) {
		for (const [bytes, text] of [
			[0, '0 B'],
			[1, '1 B'],
			[999, '999 B'],
			[1000, '1.0 kB'],
			[100_000, '100 kB'],
			[999_999, '999 kB'],
			[1_000_000, '1.0 MB'],
			[5_150_000_000, '5.2 GB'],
			[10 ** 15, '1000 TB'],
		] as const) {
			assert.equal(size(bytes), text);
		}
	}
});

const times = {
	/** A decimal below ten seconds, and two units from a minute on. */
	shortTime: [
		[0, '0s', '0s'],
		[4000, '4s', '4s'],
		[9, '0.0s', '0.0s'],
		[340, '0.3s', '0.3s'],
		[-9940, '-9.9s', '-9.9s'],
		[9950, '10s', '10s'],
		[59_700, '1m00s', '1m00s'],
		[77_000, '1m17s', '1m17s'],
		[-7_500_000, '-2h05m', '-2h05m'],
	],
	wholeSeconds: [
		[-5, '0s', '0s'],
		[59_600, '59s', '59s'],
		[7_559_999, '2h05m', '2h05m'],
		[93_600_000, '1d02h', '1d02h'],
	],
	time: [
		[-5, '0 seconds', '0 秒'],
		[8420, '8 seconds', '8 秒'],
		[61_000, '1 minute 1 second', '1 分钟 1 秒'],
		[3_600_000, '1 hour', '1 小时'],
		[3_723_000, '1 hour 2 minutes', '1 小时 2 分钟'],
		[90_000_000, '1 day 1 hour', '1 天 1 小时'],
		[50 * 86_400_000 + 5000, '50 days', '50 天'],
	],
} as const;

for (const form of ['shortTime', 'wholeSeconds', 'time'] as const) {
	test(`a duration has at most two units: ${form}`, () => {
		for (const [duration, english, chinese] of times[form]) {
			assert.equal(numbersEn[form](duration), english);
			assert.equal(numbersZh[form](duration), chinese);
		}
	});
}

function money(text: string): Money {
	const value = parseMoney(text);
	assert.ok(value !== null);
	return value;
}
